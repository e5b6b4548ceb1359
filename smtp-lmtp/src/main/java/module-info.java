/**
 * The LMTP client (RFC 2033): final delivery with a word on every recipient, over Unix sockets and
 * TCP.
 */
module smtp.lmtp {
  requires static transitive org.jspecify;
  requires transitive smtp.core;

  exports smtp.lmtp;
}
