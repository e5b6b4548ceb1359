/**
 * Internet messages: built, serialized, read and signed (RFC 5322, MIME, DKIM).
 *
 * <p>{@link smtp.message.Message} is a {@link smtp.api.Mail}, which every session of the client
 * sends. Nothing here opens a connection, and the JDK's base module is all that it needs.
 */
module smtp.message {
  requires static transitive org.jspecify;
  requires transitive smtp.api;

  exports smtp.message;
}
