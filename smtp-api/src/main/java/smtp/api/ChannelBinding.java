package smtp.api;

/**
 * Whether a login has to be bound to the TLS connection that it travels on, so that it is of no use
 * to whoever sits in between with a certificate that the client accepts (RFC 5056). The SASL
 * mechanisms that bind have names that end in {@code -PLUS}.
 */
public enum ChannelBinding {
  /**
   * Only mechanisms that bind are used. A server that offers none gets no credentials, and neither
   * does one in clear.
   */
  REQUIRED,
  /**
   * A mechanism that binds is used where both sides can; where the server refuses to bind, one that
   * does not is used, on a new connection if need be.
   */
  PREFERRED,
  /** Mechanisms that bind are not used, and the server is told that the client cannot. */
  NONE
}
