package smtp.message;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.api.Mailbox;
import smtp.message.internal.header.EnvelopeField;
import smtp.message.internal.header.FieldText;
import smtp.message.internal.header.HeaderEnvelope;
import smtp.message.internal.header.HeaderField;
import smtp.message.internal.stored.StoredContent;
import smtp.message.internal.stored.StoredHeader;

/**
 * A message that was made elsewhere, such as an .eml file, and is sent as it is. {@link
 * Message#read(java.nio.file.Path)} makes one. A {@link Message}, in contrast, is built.
 *
 * <p>Its bytes are sent as they were read, with two exceptions: Bcc and Resent-Bcc are left out,
 * and lines end with CRLF, the last one too.
 *
 * <p>The encoding is {@link Content.Encoding#BINARY} if a line is longer than 998 bytes or holds
 * NUL. It is also binary if the message is declared as binary, its header has no line end but CRLF,
 * and its body holds a CR or LF that is not part of a CRLF: that is then data. In the {@linkplain
 * Content#eightBit() eight-bit} and {@linkplain Content#sevenBit() seven-bit} forms the parts that
 * need it are encoded, and the rest stays as it is. Nothing that is signed (DKIM, ARC,
 * multipart/signed) is changed, at any depth: if a form would need that, there is no such form, and
 * {@link Content#noSevenBitReason()} says so.
 *
 * <p>{@link Content#requiresUtf8()} is true if header fields, those of parts too, hold UTF-8. Raw
 * bytes in another charset are sent as they are, without SMTPUTF8.
 *
 * <p>Immutable and safe for use by several threads. A message that was read from a stream can be
 * written only once.
 */
public final class StoredMessage implements Mail {

  private final StoredHeader header;
  private final StoredContent content;
  private final @Nullable Envelope envelope;

  private StoredMessage(StoredHeader header, StoredContent content, @Nullable Envelope envelope) {
    this.header = header;
    this.content = content;
    this.envelope = envelope;
  }

  static StoredMessage of(StoredHeader header, StoredContent content) throws IOException {
    if (header.isBlindFieldSigned()) {
      throw new IOException(
          "The signature of the message covers Bcc, which is never sent: remove Bcc, then sign");
    }
    return new StoredMessage(header, content, null);
  }

  /** Returns the same message with this envelope. */
  public StoredMessage withEnvelope(Envelope envelope) {
    return new StoredMessage(header, content, requireNonNull(envelope, "envelope"));
  }

  /**
   * Returns the same message, which is not sent unless every line ends with CRLF.
   *
   * @throws IOException if a line does not, or the message cannot be read. A message that was read
   *     from a stream throws it when it is written
   */
  public StoredMessage withCrlfOnly() throws IOException {
    return new StoredMessage(header, content.strict(), envelope);
  }

  /**
   * Returns the same message with a header field before all others, such as Received, or those of a
   * Resent block (RFC 5322, section 3.6.6): each call puts its field first. Resent-Bcc and Bcc are
   * in the envelope only. The message is read again, so that its size and form are known.
   *
   * @param name 1 to 76 printable ASCII characters without a colon
   * @param value what {@link MessageBuilder#header} takes for a field of this name
   * @throws IllegalArgumentException as {@link MessageBuilder#header} does, or if a signature of
   *     the message covers the absence of a further field of this name
   * @throws IOException if the message cannot be read
   */
  public StoredMessage withHeader(String name, String value) throws IOException {
    HeaderField field =
        FieldParser.parse(requireNonNull(name, "name"), requireNonNull(value, "value"));
    if (header.isAbsenceSigned(name)) {
      throw FieldText.invalid("header name", "a further field would break a signature", name);
    }
    StoredHeader longer = header.with(field);
    return new StoredMessage(longer, content.with(longer), envelope);
  }

  /**
   * Returns the unfolded values of the header fields with this name, in whatever case, in order;
   * none if there is no such field.
   */
  public List<String> header(String name) {
    requireNonNull(name, "name");
    return header.fields().stream().filter(f -> f.is(name)).map(f -> f.body()).toList();
  }

  /**
   * Returns the envelope that was set, otherwise the one that follows from the header, as {@link
   * Message#envelope()} does.
   *
   * @throws IllegalStateException if none was set and the header names no sender or no recipient,
   *     an address that is needed cannot be parsed, or the message was resent more than once
   */
  @Override
  public Envelope envelope() {
    return envelope == null
        ? HeaderEnvelope.of(header.fields().stream().map(Unparsed::new).toList())
        : envelope;
  }

  /** A field whose addresses are parsed only if the envelope needs them. */
  private record Unparsed(StoredHeader.Field field) implements EnvelopeField {

    @Override
    public String name() {
      return field.name();
    }

    @Override
    public Stream<Mailbox> mailboxes() {
      try {
        return AddressList.parse(field.body()).addresses().stream().map(Address::mailbox);
      } catch (IllegalArgumentException e) {
        throw new IllegalStateException(
            "%s cannot be parsed (%s): set an envelope".formatted(name(), e.getMessage()), e);
      }
    }
  }

  /** Returns the message as bytes, as they were read except for Bcc and line ends. */
  @Override
  public Content content() {
    return content;
  }

  /** Returns the Message-ID, if there is one. */
  @Override
  public String toString() {
    String id = header.body("Message-ID");
    return "StoredMessage[" + (id.isEmpty() ? "no Message-ID" : id) + "]";
  }
}
