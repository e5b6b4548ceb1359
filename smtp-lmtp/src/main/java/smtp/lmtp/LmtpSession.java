package smtp.lmtp;

import java.util.List;
import smtp.api.Content;
import smtp.api.MailSession;
import smtp.api.Reply;
import smtp.api.SmtpException;

/**
 * A session with an LMTP server (RFC 2033): what a {@link MailSession} can do, and the commands
 * that only LMTP has.
 *
 * <p>The server answers the content once for each recipient. So the result of {@code send} may have
 * recipients that were accepted and others that were refused after the content, for example because
 * a mailbox is full.
 */
public interface LmtpSession extends MailSession {

  /**
   * Sends LHLO with the client's name. If the reply is 250, {@link #capabilities()} returns what
   * the server offers. LMTP has no HELO to fall back to (RFC 2033, section 4.1).
   *
   * @return the reply, whatever its code
   * @throws SmtpException if no reply could be read; the connection is closed
   * @throws IllegalStateException if a transaction is open; nothing was sent
   */
  Reply lhlo() throws SmtpException;

  /**
   * Sends DATA, the content and the final dot, and so ends the open transaction.
   *
   * @return a reply for each recipient that RCPT accepted, in the order of the RCPT commands
   * @throws smtp.api.SmtpDataException if the server refuses DATA; the session stays open
   * @throws smtp.api.SmtpOutcomeUnknownException if the end of the content was sent and a reply is
   *     missing; the connection is closed
   * @throws SmtpException if the content could not be read or the connection fails; the connection
   *     is closed
   * @throws IllegalStateException if no recipient was accepted; nothing was sent
   */
  List<Reply> data(Content content) throws SmtpException;
}
