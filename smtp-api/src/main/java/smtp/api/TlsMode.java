package smtp.api;

/** When a client starts TLS on a connection. */
public enum TlsMode {
  /** TLS from the first byte, as on port 465 (RFC 8314). */
  IMPLICIT,
  /**
   * STARTTLS is required (RFC 3207): if the server does not offer it, or refuses it, nothing more
   * is sent.
   */
  STARTTLS,
  /**
   * STARTTLS if the server offers it, otherwise unencrypted. An attacker in the middle can remove
   * the offer. Credentials are not sent unencrypted unless the client was built to allow that.
   */
  OPPORTUNISTIC,
  /** No TLS. */
  NONE
}
