package smtp.api;

/**
 * A client of one server, SMTP or LMTP: it opens sessions, and sends messages over sessions of its
 * own. Whoever pools or rotates sessions works with this type, whatever the protocol.
 *
 * <p>Immutable, holds no connection between calls, and is safe for use by several threads.
 */
public interface ServerClient extends MailClient {

  /**
   * Connects, reads the greeting, says EHLO or LHLO, starts TLS and authenticates, as the client
   * was built to.
   *
   * @return a session that is ready to send; close it
   * @throws SmtpConnectException if the server cannot be reached or refuses
   * @throws SmtpException if a later step fails; the connection is closed
   */
  MailSession connect() throws SmtpException;

  /**
   * Connects and reads the greeting, over TLS if the mode is {@link TlsMode#IMPLICIT}. Every
   * command after that is the caller's.
   *
   * @return a session on which nothing has been sent; close it
   * @throws SmtpException if the server cannot be reached or refuses
   */
  MailSession open() throws SmtpException;
}
