package smtp.jakarta;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.URLName;
import jakarta.mail.internet.MimeMessage;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import smtp.api.MailSession;
import smtp.jakarta.internal.Connecting;
import smtp.jakarta.internal.Delivery;
import smtp.jakarta.internal.Letter;
import smtp.jakarta.internal.Protocol;
import smtp.jakarta.internal.Settings;

/**
 * Sends over SMTP. Jakarta Mail makes it for {@code Transport.send} and {@code
 * session.getTransport("smtp")}; its properties begin with {@code mail.smtp.}, and are those of
 * Angus Mail.
 *
 * <p>A program may keep a connected transport and send several messages over it. Threads that share
 * one take turns. {@link #close()} does not wait for a send that is under way: it ends it.
 */
public class SmtpTransport extends Transport {

  private final Settings settings;
  private final ReentrantLock turn = new ReentrantLock();
  private volatile @Nullable MailSession connection;

  /** Called by {@link Session#getTransport()}. */
  public SmtpTransport(Session session, @Nullable URLName url) {
    this(session, url, Protocol.SMTP);
  }

  SmtpTransport(Session session, @Nullable URLName url, Protocol protocol) {
    super(session, url);
    this.settings = new Settings(session, protocol);
  }

  /**
   * Connects and logs in, as {@code connect} asks it to.
   *
   * @return {@code false} to ask for user and password
   * @throws MessagingException if that fails: an {@code AuthenticationFailedException} if the
   *     server refuses the login, Angus Mail's {@code MailConnectException}, if it is there, if the
   *     server cannot be reached
   */
  @Override
  protected boolean protocolConnect(
      @Nullable String host, int port, @Nullable String user, @Nullable String password)
      throws MessagingException {
    turn.lock();
    try {
      Connecting connecting = new Connecting(settings, host, port, user, password);
      if (connecting.lacksPassword()) {
        return false;
      }
      connection = connecting.connect();
      return true;
    } finally {
      turn.unlock();
    }
  }

  /**
   * Sends a message.
   *
   * @param message a {@link MimeMessage}
   * @param addresses the recipients, groups included
   * @throws OutcomeUnknownException if the message may have been delivered
   * @throws SendFailedException if it was not sent to every recipient; its arrays, which are never
   *     {@code null}, say to whom it was
   * @throws MessagingException if it could not be sent for another reason: nobody gets it
   * @throws IllegalStateException if this transport is not connected
   */
  @Override
  public void sendMessage(Message message, Address[] addresses) throws MessagingException {
    turn.lock();
    try {
      MailSession open = connection;
      if (open == null || !super.isConnected()) {
        throw new IllegalStateException("Not connected");
      }
      tell(Letter.of(message, addresses, settings).sendOver(open), message);
    } finally {
      turn.unlock();
    }
  }

  private void tell(Delivery delivery, Message message) throws MessagingException {
    notifyTransportListeners(
        delivery.event(), delivery.sent(), delivery.unsent(), delivery.invalid(), message);
    Exception loss = delivery.loss();
    if (loss != null) {
      throw new OutcomeUnknownException(
          String.valueOf(loss.getMessage()),
          loss,
          delivery.sent(),
          delivery.unsent(),
          delivery.invalid(),
          delivery.unknown());
    }
    delivery.throwFailure();
  }

  /**
   * Returns whether this transport is connected, and its server still answers NOOP, or RSET with
   * {@code mail.smtp.userset}.
   */
  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // it would wait for a connect()
  public boolean isConnected() {
    MailSession open = connection;
    if (open == null || !super.isConnected()) {
      return false;
    }
    turn.lock();
    try {
      return settings.isAlive(open);
    } finally {
      turn.unlock();
    }
  }

  /**
   * Ends the connection, with QUIT, unless a send is under way, which this ends. A server that does
   * not answer QUIT has the messages all the same: this is no failure, and takes 5 seconds at most.
   */
  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // it ends what others wait for
  public void close() throws MessagingException {
    MailSession open = connection;
    if (open != null) {
      open.close();
      connection = null;
    }
    if (super.isConnected()) {
      super.close();
    }
  }
}
