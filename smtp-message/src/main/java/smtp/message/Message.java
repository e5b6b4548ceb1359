package smtp.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.api.Recipient;

/**
 * A message: header fields and a body (RFC 5322), and the envelope that follows from them.
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
 * <p>Immutable and safe for use by several threads. A message is written as the same octets each
 * time, in the form that a server can carry: binary if a part {@linkplain Part#asBinary() was to
 * be}, with eight bits, or for servers without 8BITMIME with seven. Bcc is never among them.
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

  /** Returns a builder of a message without header fields and body. */
  public static MessageBuilder builder() {
    return new MessageBuilder(new HeaderFields(), new BodyBuilder(), null);
  }

  /**
   * Reads a message that is in a file, such as an .eml file, to be sent as it is. The file is read
   * again each time that the message is written, in constant memory, and must not change until
   * then.
   *
   * @throws IOException if the file cannot be read, or the message is signed and sending it would
   *     change it
   */
  public static StoredMessage read(Path file) throws IOException {
    return read(() -> Files.newInputStream(file));
  }

  /**
   * Reads a message that is in memory, to be sent as it is. The array is not copied and must not be
   * changed.
   *
   * @throws IOException if the message is signed and sending it would change it
   */
  public static StoredMessage read(byte[] octets) throws IOException {
    return read(() -> new ByteArrayInputStream(octets));
  }

  private static StoredMessage read(Part.Source source) throws IOException {
    try (InputStream in = source.open()) {
      StoredHeader header = StoredHeader.read(new OctetLines(in));
      return StoredMessage.of(header, StoredContent.repeatable(header, source));
    }
  }

  /**
   * Reads the header of a message from a stream; the body is read when the message is written,
   * which can be done once, and the stream is closed then. It is declared as eight-bit text of
   * unknown length: a file or an array tells more.
   *
   * @throws IOException if the stream cannot be read
   */
  public static StoredMessage read(InputStream stream) throws IOException {
    OctetLines lines = new OctetLines(stream);
    StoredHeader header = StoredHeader.read(lines);
    return StoredMessage.of(header, StoredContent.once(header, lines.rest()));
  }

  /**
   * Returns a builder of this message. The parts of the body are shared, not copied. What was not
   * given to this message's builder, such as its Message-ID, is made anew.
   */
  public MessageBuilder toBuilder() {
    return new MessageBuilder(given.copy(), new BodyBuilder(parts), envelope);
  }

  /**
   * Returns the envelope that was given, or else the one that the header fields ask for: from the
   * address of Sender, or else the first of From; to the addresses of To, Cc and Bcc, each once. If
   * there is a Resent-Date, the fields whose names begin with Resent- are used instead.
   *
   * @throws IllegalStateException if none was given, and the header fields name no recipient
   */
  @Override
  public Envelope envelope() {
    return envelope == null ? HeaderEnvelope.of(fields) : envelope;
  }

  /** Returns the same message with another envelope. */
  public Message withEnvelope(Envelope other) {
    return new Message(given, fields, parts, body, other);
  }

  /**
   * Returns this message for other recipients: To names them, Cc and Bcc nobody, and a Message-ID
   * that was not given is made anew. If an envelope was given, it keeps its sender and parameters.
   * The body is shared, not copied, so this is how one template becomes many messages.
   *
   * @param recipients addresses as {@link Address#of(String)} parses them, at least one
   * @throws IllegalArgumentException if one is not an address, or there is none
   */
  public Message withRecipients(String... recipients) {
    return withRecipients(Stream.of(recipients).map(Address::of).toArray(Address[]::new));
  }

  /**
   * Returns this message for other recipients, as {@link #withRecipients(String...)} does.
   *
   * @throws IllegalArgumentException if there is no recipient
   */
  public Message withRecipients(Address... recipients) {
    if (recipients.length == 0) {
      throw new IllegalArgumentException("A message needs at least one recipient");
    }
    HeaderFields others = given.copy();
    Stream.of("To", "Cc", "Bcc").forEach(others::remove);
    others.addAddresses("To", List.of(recipients));
    return new Message(others, others.completed().sorted(), parts, body, envelopeTo(recipients));
  }

  private @Nullable Envelope envelopeTo(Address... recipients) {
    if (envelope == null) {
      return null;
    }
    Envelope.Builder other = Envelope.builder().sender(envelope.sender());
    envelope.parameters().forEach(other::parameter);
    for (Address recipient : recipients) {
      other.recipient(Recipient.of(recipient.mailbox()));
    }
    return other.build();
  }

  /**
   * Returns the message as octets, in the form that encodes the least. {@link Content#eightBit()}
   * and {@link Content#sevenBit()} are the others; the latter is missing if the header needs UTF-8,
   * as it does for a local part that is not ASCII.
   */
  @Override
  public Content content() {
    return MessageContent.of(fields, body);
  }

  /** Returns the Message-ID with its angle brackets. */
  public String messageId() {
    return fields.stream()
        .filter(field -> field.is("Message-ID"))
        .map(field -> ((HeaderField.Tokens) field).tokens().get(0))
        .findFirst()
        .orElseThrow();
  }

  /** Returns the Message-ID. */
  @Override
  public String toString() {
    return "Message " + messageId();
  }
}
