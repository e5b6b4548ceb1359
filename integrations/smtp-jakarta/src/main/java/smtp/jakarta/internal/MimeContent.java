package smtp.jakarta.internal;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.OptionalLong;
import smtp.api.Content;
import smtp.message.Message;

/** The bytes of a message, without the fields that are not for its recipients. */
final class MimeContent implements Content {

  private static final String[] LEFT_OUT = {"Bcc", "Content-Length"};

  private final MimeMessage message;
  private final Content content;

  private MimeContent(MimeMessage message, Content content) {
    this.message = message;
    this.content = content;
  }

  /**
   * Looks at a message once, to learn its size and its encoding.
   *
   * @param utf8 whether the server takes UTF-8 in header fields; otherwise they are encoded
   * @throws MessagingException if it cannot be written: nothing is sent
   */
  static Content of(MimeMessage message, boolean utf8) throws MessagingException {
    try {
      MimeContent content =
          new MimeContent(message, Content.surveyed(out -> message.writeTo(out, LEFT_OUT.clone())));
      return content.requiresUtf8() && !utf8 ? content.sevenBit().orElse(content) : content;
    } catch (IOException e) {
      if (e.getCause() instanceof MessagingException own) {
        throw own;
      }
      throw new MessagingException("IOException while sending message", e);
    }
  }

  @Override
  public void writeTo(OutputStream out) throws Exception {
    content.writeTo(out);
  }

  @Override
  public Encoding encoding() {
    return content.encoding();
  }

  @Override
  public boolean requiresUtf8() {
    return content.requiresUtf8();
  }

  @Override
  public OptionalLong size() {
    return content.size();
  }

  @Override
  public boolean hasCanonicalLines() {
    return content.hasCanonicalLines();
  }

  /** Encodes the parts of an eight-bit message for a server that takes no such message. */
  @Override
  public Optional<Content> sevenBit() {
    if (content.encoding() == Encoding.SEVEN_BIT) {
      return Optional.of(this);
    }
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      content.writeTo(bytes);
      return Message.read(bytes.toByteArray()).content().sevenBit();
    } catch (Exception e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "Content[of "
        + message.getClass().getSimpleName()
        + ", "
        + size().getAsLong()
        + " bytes]";
  }
}
