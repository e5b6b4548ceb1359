package smtp.message;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;

/**
 * A message that was made elsewhere, such as an .eml file, to be sent as it is.
 *
 * <p>Its octets stay as they were read, but for two things: Bcc and Resent-Bcc are left out, and
 * lines end with CRLF. If a line is longer than 998 octets or holds a NUL, the encoding is {@link
 * Content.Encoding#BINARY}. So it is if the message says that it is binary and has CRLF between its
 * header fields: a CR or LF in its body is then an octet like others. The {@linkplain
 * Content#eightBit() eight-bit} and {@linkplain Content#sevenBit() seven-bit} forms have those
 * parts encoded that need it; a message that is signed (DKIM, ARC, multipart/signed) has none, for
 * it would break the signature.
 *
 * <p>Immutable and safe for use by several threads, but one that was read from a stream can be
 * written once only.
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
      throw new IOException("The signature of the message covers Bcc, which is never sent");
    }
    return new StoredMessage(header, content, null);
  }

  /** Returns the same message with an envelope. */
  public StoredMessage withEnvelope(Envelope explicit) {
    return new StoredMessage(header, content, explicit);
  }

  /**
   * Returns the same message, which is refused rather than sent if a line in it does not end with
   * CRLF.
   *
   * @throws IOException if that is so, or the message cannot be read. What was read from a stream
   *     throws it when it is written
   */
  public StoredMessage withCrlfOnly() throws IOException {
    return new StoredMessage(header, content.strict(), envelope);
  }

  /** Returns the unfolded bodies of the fields with a name, in whatever case, in order. */
  public List<String> header(String name) {
    return header.fields().stream().filter(f -> f.is(name)).map(f -> f.body()).toList();
  }

  /**
   * Returns the envelope that was given, or else the one that the header asks for, as {@link
   * Message#envelope()} does.
   *
   * @throws IllegalStateException if none was given, and the header names no sender or no
   *     recipient, names them in a way that is not understood, or was resent more than once
   */
  @Override
  public Envelope envelope() {
    return envelope == null
        ? HeaderEnvelope.of(header.fields().stream().map(StoredMessage::understood).toList())
        : envelope;
  }

  private static HeaderField understood(StoredHeader.Field field) {
    if (!HeaderEnvelope.uses(field.name())) {
      return new HeaderField.Text(field.name(), "");
    }
    try {
      return new HeaderField.Addresses(field.name(), AddressList.parse(field.body()).entries());
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          "%s is not understood (%s): give an envelope".formatted(field.name(), e.getMessage()), e);
    }
  }

  @Override
  public Content content() {
    return content;
  }

  /** Returns the Message-ID, if there is one. */
  @Override
  public String toString() {
    return "Message " + header.body("Message-ID");
  }
}
