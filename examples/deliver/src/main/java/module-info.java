/** Delivers a message by LMTP: what a user of the library writes. */
module examples.deliver {
  requires smtp.lmtp;
}
