package smtp.api;

import java.util.Iterator;
import java.util.OptionalInt;
import smtp.api.spi.SaslMechanism;

/**
 * One connection to an SMTP or LMTP server, and what was agreed on it.
 *
 * <p>Each command returns the server's {@link Reply} whatever it says, but where going on would be
 * dangerous: {@link #startTls}, {@link #authenticate} and the data commands throw. A 421 reply, at
 * any time, closes the session and is an {@link SmtpServerDisconnectedException}; so does a 3yz
 * reply to a command that has nothing more to say, which is an {@link SmtpProtocolException}.
 *
 * <p>A command that is not allowed in the present state is an {@link IllegalStateException}, before
 * a byte is sent; see {@code docs/session-states.md}. The states are: greeted, ready (after the
 * hello command), in a transaction (after MAIL), closed. Commands that need it say hello by
 * themselves.
 *
 * <p>A session is used by one thread at a time; a second one gets an {@link IllegalStateException}.
 * {@link #isOpen} and {@link #close} may be called from any thread. Interrupting the thread that
 * waits closes the session with an {@link SmtpInterruptedException}.
 */
public interface MailSession extends AutoCloseable {

  /** Returns the server's greeting. */
  Reply greeting();

  /**
   * Returns what the server offered last, less what the client switched off, and less REQUIRETLS if
   * it was offered in clear.
   */
  Capabilities capabilities();

  /** Tells whether the session can still be used. */
  boolean isOpen();

  /** Tells whether the connection is under TLS. */
  boolean isSecure();

  /**
   * Returns how many more messages the server takes on this connection, if it announced a limit
   * (MAILMAX, RFC 9422): 0 or more. A message that is divided over several transactions counts as
   * often as it is divided.
   */
  OptionalInt remainingMessages();

  /**
   * Tells whether the session is fit to send another message, as a pool asks when it gets one back:
   * it is open, no transaction is open, and the server takes more messages on it. A connection that
   * the server has closed meanwhile is noticed only when it is used.
   */
  boolean isReusable();

  /**
   * Puts the connection under TLS (RFC 3207). What the server offered before is forgotten; the next
   * command that needs it says hello again.
   *
   * @throws SmtpNotSupportedException if the server does not offer STARTTLS; the session survives
   * @throws SmtpReplyException if the server refuses; the session survives, in clear
   * @throws SmtpTlsException if the handshake fails; the session is closed
   * @throws IllegalStateException if the connection is under TLS or a transaction is open
   */
  void startTls() throws SmtpException;

  /**
   * Authenticates with the strongest mechanism that the server offers and the credentials allow
   * (RFC 4954).
   *
   * @throws SmtpNotSupportedException if the server does not offer AUTH; nothing was sent
   * @throws SmtpAuthenticationException if no mechanism can be used, or the server refuses; the
   *     session survives
   * @throws IllegalStateException if the session is authenticated or a transaction is open
   */
  void authenticate(Credentials credentials) throws SmtpException;

  /**
   * Authenticates with a named mechanism, as {@link #authenticate(Credentials)} does.
   *
   * @param mechanism its SASL name; case does not matter
   */
  void authenticate(String mechanism, Credentials credentials) throws SmtpException;

  /**
   * Authenticates with a mechanism of the caller's own, as {@link #authenticate(Credentials)} does.
   *
   * @param name its SASL name
   * @param mechanism the mechanism, which is closed afterwards
   */
  void authenticate(String name, SaslMechanism mechanism) throws SmtpException;

  /**
   * Sends a mail: envelope and content.
   *
   * <p>Returns if at least one recipient was accepted, none is unknown and the session is still
   * open; else it throws. Both ways there is a complete {@link SendResult}.
   *
   * @throws SmtpSenderRefusedException if the server refuses the sender
   * @throws SmtpRecipientsRefusedException if the server refuses every recipient
   * @throws SmtpDataException if the server refuses the content
   * @throws SmtpNotSupportedException if the mail needs an extension that the server does not
   *     offer; nothing was sent
   * @throws SmtpOutcomeUnknownException if the end of the content went out and no reply came
   * @throws SmtpException if the connection is lost or the content cannot be had
   * @throws IllegalStateException if a transaction is open
   */
  SendResult send(Mail mail) throws SmtpException;

  /**
   * Sends one mail after the other, and where the server can do with it the next before it is known
   * what became of the last. A mail that the server refuses does not keep the next from being sent.
   *
   * <p>The iterator is asked for the next mail while the one before is still on its way out, so it
   * should have its mails at hand: what has been taken may wait meanwhile. To send what comes about
   * from time to time, as from a queue, call {@link #send} for each. The listener hears of every
   * mail that was taken, once and in order. What the iterator or the listener throws ends the
   * taking, and is passed on when all that was taken has been reported; the session survives.
   *
   * @throws SmtpException if the connection is lost, with the failure of the first mail that this
   *     met: what was taken has been reported, what was not is still in the iterator
   * @throws SmtpNotSupportedException if the server has had as many mails as it takes on one
   *     connection (RFC 9422); the next is still in the iterator, and the session survives
   * @throws IllegalStateException if a transaction is open
   */
  void sendAll(Iterator<? extends Mail> mails, SendListener listener) throws SmtpException;

  /**
   * Begins a transaction: MAIL FROM.
   *
   * @param sender the reverse-path, {@link Mailbox#NULL} for {@code <>}
   * @throws IllegalArgumentException if a parameter does not belong to MAIL
   * @throws SmtpNotSupportedException if the server does not offer what a parameter or the address
   *     needs; nothing was sent
   */
  Reply mail(Mailbox sender, Parameter... parameters) throws SmtpException;

  /**
   * Begins a transaction, as {@link #mail(Mailbox, Parameter...)} does.
   *
   * @param sender a mailbox; {@code ""} or {@code "<>"} for the null reverse-path
   */
  default Reply mail(String sender, Parameter... parameters) throws SmtpException {
    return mail(Mailbox.reversePath(sender), parameters);
  }

  /**
   * Names a recipient: RCPT TO.
   *
   * @throws SmtpNotSupportedException if the server does not offer what a parameter or the address
   *     needs; nothing was sent
   * @throws IllegalStateException if no transaction is open
   */
  Reply rcpt(Recipient recipient) throws SmtpException;

  /**
   * Names a recipient, as {@link #rcpt(Recipient)} does.
   *
   * @throws IllegalArgumentException if it is not a mailbox or a parameter does not belong to RCPT
   */
  default Reply rcpt(String recipient, Parameter... parameters) throws SmtpException {
    return rcpt(Recipient.of(recipient, parameters));
  }

  /** Ends the transaction, if there is one: RSET. Any reply but 250 closes the session. */
  Reply rset() throws SmtpException;

  /** Does nothing: NOOP. */
  Reply noop() throws SmtpException;

  /**
   * Asks whether a user or mailbox exists: VRFY. Most servers answer 252.
   *
   * @param text printable characters; others than ASCII only if the server offers SMTPUTF8
   */
  Reply verify(String text) throws SmtpException;

  /**
   * Asks for the members of a mailing list: EXPN.
   *
   * @param text printable characters; others than ASCII only if the server offers SMTPUTF8
   */
  Reply expand(String text) throws SmtpException;

  /** Asks for help: HELP. */
  Reply help() throws SmtpException;

  /** Asks for help about a topic: HELP. */
  Reply help(String topic) throws SmtpException;

  /**
   * Sends a command of the caller's own, and reads one reply.
   *
   * @param line the command without its CRLF, printable ASCII
   * @throws IllegalArgumentException if it holds a control character, is too long, or is one that
   *     changes what the session has to know: use its own method
   */
  Reply command(String line) throws SmtpException;

  /** Takes leave: QUIT. The session is closed, whatever the server says. */
  Reply quit() throws SmtpException;

  /**
   * Closes the session. Throws nothing and takes 5 seconds at most: a session that is idle says
   * QUIT; one that another thread is using, or whose server is not to be trusted, is just closed.
   * Closing again does nothing.
   */
  @Override
  void close();
}
