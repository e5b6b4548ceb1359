package smtp.api;

import java.util.Iterator;
import java.util.OptionalInt;
import smtp.api.spi.SaslMechanism;

/**
 * One connection to an SMTP or LMTP server: sends messages and commands over it.
 *
 * <p>{@link ServerClient#connect} returns a session that is ready to send. {@link
 * ServerClient#open} returns one on which nothing has been sent.
 *
 * <pre>{@code
 * try (MailSession session = client.connect()) {
 *   SendResult result = session.send(message);
 * }
 * }</pre>
 *
 * <p>{@link #send} and {@link #sendAll} transfer whole messages. They use what the server offers:
 * pipelining, BDAT, SIZE, 8BITMIME, SMTPUTF8. The other methods send one command each, for a caller
 * that needs control of every step.
 *
 * <h2>Replies</h2>
 *
 * <p>A method that sends one command returns the server's {@link Reply}, whatever its code. A
 * refusal is an exception only where going on would be dangerous: from {@link #startTls}, from
 * {@link #authenticate}, and of DATA. Three replies always close the session: 421, and 221 to
 * anything but QUIT ({@link SmtpServerDisconnectedException}), and 3yz to a command that has
 * nothing to continue with ({@link SmtpProtocolException}).
 *
 * <h2>States</h2>
 *
 * <pre>
 *              ehlo              mail                 rcpt
 *   greeted ---------&gt; ready ---------&gt; has sender ---------&gt; has recipients
 *      ^               |   ^                |                       |
 *      +--- startTls --+   +----- rset -----+------ rset, data -----+
 * </pre>
 *
 * <p>From {@link #mail(Mailbox, Parameter...) mail} to {@code data} or {@link #rset}, a transaction
 * is open. {@link #send} and {@link #sendAll} need the state ready, and return to it. A call that
 * the state does not allow is an {@link IllegalStateException}. Methods that need EHLO (LHLO over
 * LMTP) send it themselves, once after the greeting and once after {@link #startTls}. {@code
 * docs/session-states.md} has the whole table.
 *
 * <h2>Exceptions</h2>
 *
 * <p>A mistake of the caller is an {@link IllegalArgumentException}, an {@link
 * IllegalStateException} or a {@link NullPointerException}. It is thrown before the command is
 * sent, and leaves the session as it was.
 *
 * <p>What the server or the network did is an {@link SmtpException}. Its class says what happened,
 * {@link SmtpException#recovery} what to do about it, and {@link #isOpen} whether the session
 * survived. A refusal leaves the session open, unless it comes in the middle of the content. A lost
 * connection, a timeout, a failure of TLS, an interrupt and a malformed reply close it. On a closed
 * session, every call that the state allows throws {@link SmtpServerDisconnectedException}.
 *
 * <h2>Time and threads</h2>
 *
 * <p>Every method that sends something blocks until the reply was read. Each step has a time limit
 * from the client's {@link Timeouts}; when it is over, the session is closed and the method throws
 * {@link SmtpTimeoutException}. Interrupting the thread that waits closes the session too ({@link
 * SmtpInterruptedException}).
 *
 * <p>One thread at a time uses a session; while a call is running, a call from a second thread or
 * from a listener is an {@link IllegalStateException}. {@link #isOpen} and {@link #close} may be
 * called from any thread at any time.
 */
public interface MailSession extends AutoCloseable {

  /** Returns the server's greeting, a 220 reply. */
  Reply greeting();

  /**
   * Returns what the server offered in its last reply to EHLO or LHLO. Extensions that the client
   * disabled are left out, and so is REQUIRETLS if it was offered unencrypted (RFC 8689).
   *
   * @return the capabilities; none before EHLO, after HELO and after {@link #startTls}
   */
  Capabilities capabilities();

  /**
   * Returns whether the session can still be used. A connection that the server has closed in the
   * meantime is noticed only when the session is used. May be called from any thread.
   */
  boolean isOpen();

  /** Returns whether the connection is over TLS. */
  boolean isSecure();

  /**
   * Returns how many more messages the server takes on this connection (MAILMAX of RFC 9422,
   * section 5.1). A message that is divided over several transactions counts once for each.
   *
   * @return 0 or more, or empty if the server announced no limit
   */
  OptionalInt remainingMessages();

  /**
   * Returns whether another message can be sent over this session. A pool asks when a session is
   * returned to it.
   *
   * @return {@code true} if the session is open, no transaction is open, {@link
   *     #remainingMessages()} is not 0, and the server did not refuse a sender, after messages that
   *     it accepted, with a reply that may mean that it takes no more on this connection
   */
  boolean isReusable();

  /**
   * Starts TLS with STARTTLS (RFC 3207), and checks the server's certificate and name. Everything
   * that the server offered before is forgotten; the next method that needs EHLO sends it again.
   *
   * @return the reply to STARTTLS, whose code is 220
   * @throws SmtpNotSupportedException if the server does not offer STARTTLS; the session survives
   * @throws SmtpReplyException if the server refuses; the session survives, unencrypted
   * @throws SmtpTlsException if the handshake fails or the certificate is not accepted; the session
   *     is closed
   * @throws SmtpException if the connection is lost; the session is closed
   * @throws IllegalStateException if the connection is over TLS or a Unix socket, or a transaction
   *     is open
   */
  Reply startTls() throws SmtpException;

  /**
   * Authenticates with AUTH (RFC 4954). The client chooses the strongest mechanism that the server
   * offers, the credentials fit, and the client was built to allow.
   *
   * @throws SmtpNotSupportedException if the server does not offer AUTH; nothing was sent
   * @throws SmtpAuthenticationException if no mechanism can be used, or the server refuses the
   *     credentials; the session survives
   * @throws SmtpException if the connection is lost; the session is closed
   * @throws IllegalStateException if the session is authenticated, or a transaction is open
   */
  void authenticate(Credentials credentials) throws SmtpException;

  /**
   * Authenticates with a named mechanism, and no other. Throws what {@link
   * #authenticate(Credentials)} throws.
   *
   * @param mechanism the SASL name of the mechanism, such as {@code SCRAM-SHA-256}; case does not
   *     matter
   */
  void authenticate(String mechanism, Credentials credentials) throws SmtpException;

  /**
   * Authenticates with a mechanism that the caller implements. Throws what {@link
   * #authenticate(Credentials)} throws.
   *
   * @param name the SASL name of the mechanism; case does not matter
   * @param mechanism the mechanism; the session closes it in any case
   */
  void authenticate(String name, SaslMechanism mechanism) throws SmtpException;

  /**
   * Sends one message, and waits for its outcome.
   *
   * <p>This method returns if at least one recipient was accepted, none is unknown, and the session
   * is still open. Otherwise it throws. Both ways there is a complete {@link SendResult}: as the
   * returned value, or as {@link SmtpException#result()}.
   *
   * @param message the message; its content is read during the call
   * @return the outcome for each recipient, in the order of the envelope
   * @throws SmtpSenderRefusedException if the server refuses the sender; the session survives
   * @throws SmtpRecipientsRefusedException if the server refuses every recipient, or one where the
   *     client was built to send to all or none; the session survives
   * @throws SmtpDataException if the server refuses DATA or the content; the session survives
   *     unless the server refused in the middle of the content
   * @throws SmtpNotSupportedException if the message needs an extension that the server does not
   *     offer, or the server takes no more messages on this connection: nothing was sent, and the
   *     session survives. Or if a content of unknown size turns out to be too large for the server:
   *     the session is closed
   * @throws SmtpOutcomeUnknownException if the end of the data was sent and no reply was read; the
   *     session is closed
   * @throws SmtpException if the connection is lost or the content could not be read; the session
   *     is closed
   * @throws IllegalStateException if a transaction is open
   */
  SendResult send(Mail message) throws SmtpException;

  /**
   * Sends messages one after the other. Where the server offers pipelining, the commands of the
   * next message are sent before the outcome of the last one is known. A message that the server
   * refuses does not keep the next one from being sent.
   *
   * <p>The listener receives the outcome of every message that was taken from the iterator, once
   * and in order, on the calling thread. The iterator is asked for the next message while earlier
   * ones are still on their way, so it should return without waiting. For messages that come from
   * time to time, as from a queue, call {@link #send} for each.
   *
   * <p>If the iterator or the listener throws, this method takes no more messages, reads the
   * outstanding replies, reports every message that was taken, and then throws the same exception.
   * The session survives.
   *
   * @param messages the messages; their contents are read during the call
   * @param listener receives the outcomes
   * @throws SmtpException if the connection is lost: the failure of the first message that this
   *     affected. Every message that was taken has been reported, and those that were not are still
   *     in the iterator. The session is closed
   * @throws SmtpNotSupportedException if the server takes no more messages on this connection (RFC
   *     9422). The next message is still in the iterator, and the session survives
   * @throws IllegalStateException if a transaction is open
   */
  void sendAll(Iterator<? extends Mail> messages, SendListener listener) throws SmtpException;

  /**
   * Begins a transaction with MAIL FROM (RFC 5321, section 4.1.1.2). A 2yz reply opens the
   * transaction.
   *
   * @param sender the reverse-path; {@link Mailbox#NULL} for {@code <>}
   * @param parameters the parameters of MAIL, sent as they are
   * @return the reply, whatever its code
   * @throws SmtpNotSupportedException if the server does not offer what a parameter or the address
   *     needs; nothing was sent
   * @throws SmtpHelloException if EHLO had to be sent and the server refuses it
   * @throws SmtpException if the connection is lost; the session is closed
   * @throws IllegalArgumentException if a parameter does not belong to MAIL
   * @throws IllegalStateException if a transaction is open
   */
  Reply mail(Mailbox sender, Parameter... parameters) throws SmtpException;

  /**
   * Begins a transaction, as {@link #mail(Mailbox, Parameter...)} does.
   *
   * @param sender a mailbox; {@code ""} or {@code "<>"} for the null reverse-path
   * @throws IllegalArgumentException if the sender is not a mailbox, or a parameter does not belong
   *     to MAIL
   */
  default Reply mail(String sender, Parameter... parameters) throws SmtpException {
    return mail(Mailbox.reversePath(sender), parameters);
  }

  /**
   * Adds a recipient with RCPT TO (RFC 5321, section 4.1.1.3). A 2yz reply means that the server
   * accepts this recipient.
   *
   * @return the reply, whatever its code
   * @throws SmtpNotSupportedException if the server does not offer what a parameter or the address
   *     needs; nothing was sent
   * @throws SmtpException if the connection is lost; the session is closed
   * @throws IllegalStateException if no transaction is open
   */
  Reply rcpt(Recipient recipient) throws SmtpException;

  /**
   * Adds a recipient, as {@link #rcpt(Recipient)} does.
   *
   * @param recipient a mailbox
   * @param parameters the parameters of RCPT
   * @throws IllegalArgumentException if the recipient is not a mailbox, or a parameter does not
   *     belong to RCPT or is given twice
   */
  default Reply rcpt(String recipient, Parameter... parameters) throws SmtpException {
    return rcpt(Recipient.of(recipient, parameters));
  }

  /**
   * Ends the transaction, if one is open, with RSET (RFC 5321, section 4.1.1.5). Any reply but 250
   * closes the session: the server might add the recipients of this transaction to the next one.
   *
   * @return the reply, whose code is 250
   * @throws SmtpProtocolException if the server answers anything but 250; the session is closed
   * @throws SmtpException if the connection is lost; the session is closed
   */
  Reply rset() throws SmtpException;

  /**
   * Sends NOOP (RFC 5321, section 4.1.1.9), which does nothing but show that the server answers.
   *
   * @return the reply, whatever its code
   * @throws SmtpException if the connection is lost; the session is closed
   */
  Reply noop() throws SmtpException;

  /**
   * Asks with VRFY whether a user or mailbox exists (RFC 5321, section 4.1.1.6). Most servers
   * answer 252, which says neither yes nor no.
   *
   * @param text a user name or mailbox: printable characters; only ASCII unless the server offers
   *     SMTPUTF8
   * @return the reply, whatever its code
   * @throws SmtpNotSupportedException if the text is not ASCII and the server does not offer
   *     SMTPUTF8; nothing was sent
   * @throws SmtpException if the connection is lost; the session is closed
   * @throws IllegalArgumentException if the text holds a control character or is too long
   */
  Reply verify(String text) throws SmtpException;

  /**
   * Asks with EXPN for the members of a mailing list (RFC 5321, section 4.1.1.7).
   *
   * @param text the name of the list: printable characters; only ASCII unless the server offers
   *     SMTPUTF8
   * @return the reply, whatever its code
   * @throws SmtpNotSupportedException if the text is not ASCII and the server does not offer
   *     SMTPUTF8; nothing was sent
   * @throws SmtpException if the connection is lost; the session is closed
   * @throws IllegalArgumentException if the text holds a control character or is too long
   */
  Reply expand(String text) throws SmtpException;

  /**
   * Asks for help with HELP (RFC 5321, section 4.1.1.8).
   *
   * @return the reply, whatever its code
   * @throws SmtpException if the connection is lost; the session is closed
   */
  Reply help() throws SmtpException;

  /**
   * Asks for help about a topic with HELP (RFC 5321, section 4.1.1.8).
   *
   * @param topic the topic, such as the name of a command: printable ASCII
   * @return the reply, whatever its code
   * @throws SmtpException if the connection is lost; the session is closed
   * @throws IllegalArgumentException if the topic holds other characters or is too long
   */
  Reply help(String topic) throws SmtpException;

  /**
   * Sends a command for which there is no method, and reads one reply.
   *
   * @param line the command line without its CRLF: printable ASCII
   * @return the reply, whatever its code but 421
   * @throws SmtpException if the connection is lost; the session is closed
   * @throws IllegalArgumentException if the line holds a control character or is too long, or if
   *     its command changes the state of the session: call the method for that command
   */
  Reply command(String line) throws SmtpException;

  /**
   * Ends the session with QUIT (RFC 5321, section 4.1.1.10). The session is closed afterwards,
   * whatever the server answers.
   *
   * @return the reply, whatever its code
   * @throws SmtpException if the connection is lost before the reply was read
   */
  Reply quit() throws SmtpException;

  /**
   * Closes the session, and throws nothing. An idle session sends QUIT first and waits at most 5
   * seconds for the reply. If another thread is using the session, the connection is closed at
   * once, and the call of that thread ends with an exception. Closing a closed session does
   * nothing. May be called from any thread.
   */
  @Override
  void close();
}
