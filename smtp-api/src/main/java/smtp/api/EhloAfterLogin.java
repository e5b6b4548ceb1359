package smtp.api;

/**
 * Whether a client sends EHLO again after the login. RFC 4954 asks for it only after a mechanism
 * that adds a security layer, which none of this library does. It costs a round trip, and some
 * servers forget the login then.
 */
public enum EhloAfterLogin {
  /**
   * Only if it may help: the server offers BURL (RFC 4468), as a submission service that offers
   * more after the login, or a message needs an extension that the server did not offer before.
   * This is the default.
   */
  IF_NEEDED,
  /** Always. */
  ALWAYS,
  /** Never: what the server offered before the login counts. */
  NEVER
}
