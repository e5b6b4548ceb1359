package smtp.message;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.api.Recipient;
import smtp.message.internal.body.BodyBuilder;
import smtp.message.internal.body.Entity;
import smtp.message.internal.body.MessageContent;
import smtp.message.internal.encoding.ByteSource;
import smtp.message.internal.header.HeaderEnvelope;
import smtp.message.internal.header.HeaderField;
import smtp.message.internal.header.HeaderFields;
import smtp.message.internal.stored.LineReader;
import smtp.message.internal.stored.StoredContent;
import smtp.message.internal.stored.StoredHeader;

/**
 * A message that is built from header fields and a body (RFC 5322). Its envelope follows from the
 * header fields, so it is a {@link Mail} that can be sent. A message that was made elsewhere is a
 * {@link StoredMessage}.
 *
 * <pre>{@code
 * Message message =
 *     Message.builder()
 *         .from("Ann <ann@example.org>")
 *         .to("bob@example.net")
 *         .subject("Hi")
 *         .text("Hello")
 *         .build();
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads. A message is written as the same bytes each
 * time, in the form that the server can take: binary if {@linkplain Part#asBinary() a part is},
 * eight-bit, or seven-bit for servers without 8BITMIME. Bcc is never written, except by {@link
 * #draft()}.
 */
public final class Message implements Mail {

  private final HeaderFields given;
  private final List<HeaderField> fields;
  private final BodyBuilder parts;
  private final Entity body;
  private final @Nullable Envelope envelope;

  private Message(
      HeaderFields given,
      List<HeaderField> fields,
      BodyBuilder parts,
      Entity body,
      @Nullable Envelope envelope) {
    this.given = given;
    this.fields = fields;
    this.parts = parts;
    this.body = body;
    this.envelope = envelope;
  }

  static Message of(HeaderFields given, BodyBuilder parts, @Nullable Envelope envelope) {
    return new Message(given, given.completed().sorted(), parts, parts.build(), envelope);
  }

  /** Returns a builder without header fields and body. */
  public static MessageBuilder builder() {
    return new MessageBuilder(new HeaderFields(), new BodyBuilder(), null);
  }

  /**
   * Reads a message from a file, such as an .eml file, to send it as it is. The file is read again
   * each time that the message is written, in constant memory, and must not change until it has
   * been sent.
   *
   * @throws IOException if the file cannot be read, its header has more than 8 MiB, or the message
   *     is signed and sending it would change it
   */
  public static StoredMessage read(Path file) throws IOException {
    requireNonNull(file, "file");
    return read(() -> Files.newInputStream(file));
  }

  /**
   * Reads a message from an array, to send it as it is. The array is not copied and must not be
   * changed.
   *
   * @throws IOException if the header has more than 8 MiB, or the message is signed and sending it
   *     would change it
   */
  public static StoredMessage read(byte[] bytes) throws IOException {
    requireNonNull(bytes, "bytes");
    return read(() -> new ByteArrayInputStream(bytes));
  }

  private static StoredMessage read(ByteSource source) throws IOException {
    try (InputStream in = source.open()) {
      StoredHeader header = StoredHeader.readFile(new LineReader(in));
      return StoredMessage.of(header, StoredContent.repeatable(header, source));
    }
  }

  /**
   * Reads the header of a message from a stream, to send the message once. The body is read when
   * the message is written, and the stream is closed then. The content is declared as eight-bit
   * text of unknown length; the exact encoding and length are known only of a file or an array. If
   * it turns out to have a line of more than 998 bytes or NUL, which is not text, writing it throws
   * an {@link IOException}, and it is not sent.
   *
   * @throws IOException if the stream cannot be read, or its header has more than 8 MiB
   */
  public static StoredMessage read(InputStream stream) throws IOException {
    LineReader lines = new LineReader(requireNonNull(stream, "stream"));
    StoredHeader header = StoredHeader.readFile(lines);
    return StoredMessage.of(header, StoredContent.once(header, lines.rest()));
  }

  /**
   * Returns a builder with the header fields, the body and the envelope of this message. The parts
   * of the body are shared, not copied. A Message-ID or Date that was not set explicitly is not
   * kept: the new message gets its own.
   */
  public MessageBuilder toBuilder() {
    return new MessageBuilder(given.copy(), new BodyBuilder(parts), envelope);
  }

  /**
   * Returns the envelope that was set, otherwise the one that follows from the header fields. Its
   * sender is the address of Sender, otherwise the first of From; its recipients are the addresses
   * of To, Cc and Bcc, each once. If there is a Resent-Date, the fields whose names begin with
   * {@code Resent-} are used instead (RFC 5322, section 3.6.6).
   *
   * @throws IllegalStateException if none was set, and the header fields name no sender or no
   *     recipient, or the message was resent more than once
   */
  @Override
  public Envelope envelope() {
    return envelope == null ? HeaderEnvelope.of(fields) : envelope;
  }

  /** Returns the same message with this envelope. */
  public Message withEnvelope(Envelope envelope) {
    return new Message(given, fields, parts, body, requireNonNull(envelope, "envelope"));
  }

  /**
   * Returns this message for other recipients: To names them, there is no Cc and no Bcc, and a
   * Message-ID that was not set explicitly is new. If the message was resent, Resent-To, Resent-Cc
   * and Resent-Bcc are replaced instead. An envelope that was set keeps its sender and parameters
   * and gets these recipients. The body is shared, not copied, so this is the way to make many
   * messages from a template.
   *
   * @param recipients one or more addresses as {@link Address#of(String)} parses them
   * @throws IllegalArgumentException if one is not an address, or there is none
   * @throws IllegalStateException if the message was resent more than once
   */
  public Message withRecipients(String... recipients) {
    return withRecipients(
        Arguments.elements(recipients, "recipients").stream()
            .map(Address::of)
            .toArray(Address[]::new));
  }

  /**
   * Returns this message for other recipients, as {@link #withRecipients(String...)} does.
   *
   * @throws IllegalArgumentException if there is no recipient
   * @throws IllegalStateException if the message was resent more than once
   */
  public Message withRecipients(Address... recipients) {
    List<Address> to = Arguments.elements(recipients, "recipients");
    if (to.isEmpty()) {
      throw new IllegalArgumentException("recipients: needs at least one");
    }
    HeaderFields others = given.copy();
    List<String> names = HeaderEnvelope.recipientFields(given.sorted());
    names.forEach(others::remove);
    AddressField.add(names.getFirst(), to, others);
    return new Message(others, others.completed().sorted(), parts, body, envelopeTo(to));
  }

  private @Nullable Envelope envelopeTo(List<Address> recipients) {
    if (envelope == null) {
      return null;
    }
    Envelope.Builder other = Envelope.builder().sender(envelope.sender());
    if (envelope.isAllOrNone()) {
      other.allOrNone();
    }
    envelope.parameters().forEach(other::parameter);
    recipients.forEach(recipient -> other.recipient(Recipient.of(recipient.mailbox())));
    return other.build();
  }

  /**
   * Returns the message as bytes, in the form in which the least is encoded. {@link
   * Content#eightBit()} and {@link Content#sevenBit()} return the other forms. There is no
   * seven-bit form if the header needs UTF-8, as it does for a local part that is not ASCII.
   */
  @Override
  public Content content() {
    return MessageContent.of(fields, body);
  }

  /**
   * Returns the message as bytes with its Bcc, to store it as a draft. {@link #read(byte[])} reads
   * a draft with all its recipients, and sends it without Bcc. Never send these bytes themselves:
   * they disclose the blind recipients.
   */
  public Content draft() {
    return MessageContent.draft(fields, body);
  }

  /** Returns the Message-ID with its angle brackets. */
  public String messageId() {
    return fields.stream()
        .filter(field -> field.is("Message-ID"))
        .map(field -> ((HeaderField.Tokens) field).tokens().getFirst())
        .findFirst()
        .orElseThrow();
  }

  /** Returns the Message-ID. */
  @Override
  public String toString() {
    return "Message[" + messageId() + "]";
  }
}
