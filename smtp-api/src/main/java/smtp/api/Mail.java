package smtp.api;

import java.util.Objects;

/**
 * A message to send: an envelope and a content (the mail object of RFC 5321, section 2.3.1).
 *
 * <p>The envelope says who gets it, and the content is what they get. {@code smtp.message.Message}
 * is a {@code Mail} that is built from header fields and parts; {@link #of} makes one from an
 * envelope and any content.
 *
 * <p>A session may call both methods several times, also while it sends other messages. They return
 * the same values each time.
 */
public interface Mail {

  /** Returns who sends the message, and who gets it. */
  Envelope envelope();

  /** Returns the header fields and the body. */
  Content content();

  /** Returns a message of an envelope and a content. */
  static Mail of(Envelope envelope, Content content) {
    return new SimpleMail(
        Objects.requireNonNull(envelope, "envelope"), Objects.requireNonNull(content, "content"));
  }
}
