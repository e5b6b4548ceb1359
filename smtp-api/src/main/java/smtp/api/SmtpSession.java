package smtp.api;

/** One connection to an SMTP server. */
public interface SmtpSession extends MailSession {

  /**
   * Says EHLO with the client's name, and learns what the server offers. No other reply than 250
   * changes what is known.
   *
   * @throws IllegalStateException if a transaction is open
   */
  Reply ehlo() throws SmtpException;

  /**
   * Says HELO with the client's name: a session without extensions.
   *
   * @throws IllegalStateException if a transaction is open
   */
  Reply helo() throws SmtpException;

  /**
   * Sends the content of the open transaction: DATA, the content, and a dot.
   *
   * @return the reply to the end of the data, whatever it says; the transaction is over
   * @throws SmtpDataException if the server refuses DATA; the transaction is over
   * @throws SmtpOutcomeUnknownException if the end of the content went out and no reply came
   * @throws IllegalStateException if no recipient was accepted
   */
  Reply data(Content content) throws SmtpException;
}
