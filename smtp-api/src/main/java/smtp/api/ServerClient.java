package smtp.api;

/**
 * A client of one SMTP or LMTP server: it opens sessions, and sends messages over sessions of its
 * own.
 *
 * <p>Code that pools or rotates sessions can work with this type, whatever the protocol.
 *
 * <p>Immutable, and safe for use by several threads. A client holds no connection between calls, so
 * there is nothing to close.
 */
public interface ServerClient extends MailClient {

  /**
   * Opens a session that is ready to send: connects, reads the greeting, sends EHLO or LHLO, starts
   * TLS and authenticates, as the client was built to.
   *
   * @return the session; the caller closes it
   * @throws SmtpConnectException if the server could not be reached, or its greeting refuses
   * @throws SmtpException if a later step fails; the connection is closed
   */
  MailSession connect() throws SmtpException;

  /**
   * Opens a session on which nothing has been sent: connects and reads the greeting, over TLS if
   * the mode is {@link TlsMode#IMPLICIT}. The caller sends every command, EHLO included.
   *
   * @return the session; the caller closes it
   * @throws SmtpConnectException if the server could not be reached, or its greeting refuses
   * @throws SmtpException if the TLS handshake fails; the connection is closed
   */
  MailSession open() throws SmtpException;
}
