package smtp.api;

/**
 * The steps of a session that have their own time limit (RFC 5321, section 4.5.3.2).
 *
 * @see Timeouts
 */
public enum Phase {
  /** Looking up the server's name, and connecting. */
  CONNECT,
  /** Waiting for the greeting. */
  GREETING,
  /** EHLO, HELO or LHLO. */
  HELLO,
  /** STARTTLS and the TLS handshake. */
  TLS,
  /** AUTH, and each further step of its exchange. */
  AUTH,
  /** MAIL. */
  MAIL,
  /** RCPT. */
  RCPT,
  /** DATA, until the 354 reply. */
  DATA,
  /**
   * Writing one block of the content. A block is at most 128 KiB, or as much as 8 KiB a second
   * allow within the time limit if that is more, up to 1 MiB.
   */
  CONTENT,
  /** The reply to the end of the data, or to the last BDAT. */
  END_OF_DATA,
  /** Any other command. */
  COMMAND,
  /** QUIT. */
  QUIT
}
