package smtp.api;

/** Whether and when a connection is put under TLS. */
public enum TlsMode {
  /** TLS from the first octet, as on port 465 (RFC 8314). */
  IMPLICIT,
  /** STARTTLS, and nothing is sent if the server does not offer it or refuses (RFC 3207). */
  STARTTLS,
  /**
   * STARTTLS where the server offers it, else in clear: an attacker in between can take the offer
   * away, so credentials never go this way in clear.
   */
  OPPORTUNISTIC,
  /** In clear. */
  NONE
}
