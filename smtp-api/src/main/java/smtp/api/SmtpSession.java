package smtp.api;

/**
 * One connection to an SMTP server, with the commands that LMTP does not share.
 *
 * <p>{@link MailSession} documents the states, the exceptions and the use by threads.
 */
public interface SmtpSession extends MailSession {

  /**
   * Sends EHLO with the client's name (RFC 5321, section 4.1.1.1). A 250 reply replaces {@link
   * #capabilities()}; any other reply leaves them as they were.
   *
   * @return the reply, whatever its code
   * @throws SmtpException if the connection is lost; the session is closed
   * @throws IllegalStateException if a transaction is open
   */
  Reply ehlo() throws SmtpException;

  /**
   * Sends HELO with the client's name, for a session without extensions (RFC 5321, section
   * 4.1.1.1). A 2yz reply empties {@link #capabilities()}.
   *
   * @return the reply, whatever its code
   * @throws SmtpException if the connection is lost; the session is closed
   * @throws IllegalStateException if a transaction is open
   */
  Reply helo() throws SmtpException;

  /**
   * Sends the content of the open transaction with DATA (RFC 5321, section 4.1.1.4). The
   * transaction is over after the reply.
   *
   * @return the reply to the end of the data, whatever its code: only a 2yz reply means that the
   *     server took responsibility for the message
   * @throws SmtpDataException if the server refuses DATA; the session survives
   * @throws SmtpOutcomeUnknownException if the end of the data was sent and no reply was read; the
   *     session is closed
   * @throws SmtpException if the connection is lost or the content could not be read; the session
   *     is closed
   * @throws IllegalStateException if no recipient was accepted
   */
  Reply data(Content content) throws SmtpException;
}
