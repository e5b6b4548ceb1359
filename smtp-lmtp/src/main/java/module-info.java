/**
 * The LMTP client (RFC 2033), {@link smtp.lmtp.LmtpClient}: final delivery over Unix sockets and
 * TCP, with an outcome for each recipient.
 */
module smtp.lmtp {
  requires static transitive org.jspecify;
  requires transitive smtp.core;

  exports smtp.lmtp;
}
