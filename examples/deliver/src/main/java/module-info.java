/** An example: delivers a message over LMTP. */
module examples.deliver {
  requires smtp.lmtp;
}
