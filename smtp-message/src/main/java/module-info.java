/**
 * Builds, reads and signs messages (RFC 5322, MIME, DKIM).
 *
 * <p>{@link smtp.message.Message} is a {@link smtp.api.Mail}, which every client and session sends.
 * This module opens no connection and needs only the JDK's base module.
 */
module smtp.message {
  requires static transitive org.jspecify;
  requires transitive smtp.api;

  exports smtp.message;
}
