package smtp.api;

/** The steps of a session that have a time limit of their own (RFC 5321, section 4.5.3.2). */
public enum Phase {
  /** Looking up the name and connecting. */
  CONNECT,
  /** Waiting for the greeting. */
  GREETING,
  /** EHLO, HELO or LHLO. */
  HELLO,
  /** STARTTLS and the TLS handshake. */
  TLS,
  /** One step of an AUTH exchange. */
  AUTH,
  /** MAIL. */
  MAIL,
  /** RCPT. */
  RCPT,
  /** DATA, until the server says to go on. */
  DATA,
  /**
   * Writing one block of the content: 128 KiB at most, or what a network of 8 KiB a second takes
   * within the limit if that is more, up to 1 MiB.
   */
  CONTENT,
  /** Waiting for the reply to the end of the data. */
  END_OF_DATA,
  /** Any other command. */
  COMMAND,
  /** QUIT. */
  QUIT
}
