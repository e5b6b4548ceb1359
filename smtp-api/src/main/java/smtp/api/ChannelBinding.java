package smtp.api;

/**
 * Whether a login is bound to its TLS connection (RFC 5056).
 *
 * <p>A bound login is useless to an attacker in the middle, even one whose certificate the client
 * accepts. The SASL mechanisms that bind have names that end in {@code -PLUS}.
 */
public enum ChannelBinding {
  /**
   * Only mechanisms that bind are used. A server that offers none receives no credentials, nor does
   * one on an unencrypted connection.
   */
  REQUIRED,
  /**
   * A mechanism that binds is used where both sides support it. If the server refuses the binding,
   * one that does not bind is used, on a new connection where that is needed.
   */
  PREFERRED,
  /**
   * Mechanisms that bind are not used. The server is told that the client does not support them.
   */
  NONE
}
