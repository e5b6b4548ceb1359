package smtp.api;

/** A mail object: an envelope and a content (RFC 5321, section 2.3.1). */
public interface Mail {

  /** Returns the envelope. */
  Envelope envelope();

  /** Returns the content. */
  Content content();

  /** Returns a mail object of the two. */
  static Mail of(Envelope envelope, Content content) {
    return new SimpleMail(envelope, content);
  }
}
