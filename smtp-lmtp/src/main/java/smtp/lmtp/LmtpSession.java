package smtp.lmtp;

import java.util.List;
import smtp.api.Content;
import smtp.api.MailSession;
import smtp.api.Reply;
import smtp.api.SmtpException;

/**
 * One connection to an LMTP server.
 *
 * <p>The result of a send may hold recipients that were accepted beside others that were refused
 * after the data, such as one whose mailbox is full.
 */
public interface LmtpSession extends MailSession {

  /**
   * Says LHLO with the client's name, and learns what the server offers. No other reply than 250
   * changes what is known; there is no HELO to fall back to (RFC 2033, section 4.1).
   *
   * @throws IllegalStateException if a transaction is open
   */
  Reply lhlo() throws SmtpException;

  /**
   * Sends the content of the open transaction: DATA, the content, and a dot.
   *
   * @return a reply for each RCPT that was accepted, in their order; the transaction is over
   * @throws smtp.api.SmtpDataException if the server refuses DATA; the transaction is over
   * @throws smtp.api.SmtpOutcomeUnknownException if the end of the content went out and a reply is
   *     missing
   * @throws IllegalStateException if no recipient was accepted
   */
  List<Reply> data(Content content) throws SmtpException;
}
