package smtp.core.internal.session;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import smtp.api.Reply;
import smtp.api.SessionListener;
import smtp.api.SmtpException;

/**
 * A listener of the caller's whose failure closes the connection: it may come between a command and
 * its reply, and then the reply would be taken for the next command's.
 */
final class ClosingListener implements SessionListener {

  private static final System.Logger LOGGER = System.getLogger("smtp.core");

  private final SessionListener listener;
  private final Runnable close;

  private ClosingListener(SessionListener listener, Runnable close) {
    this.listener = listener;
    this.close = close;
  }

  /** Wraps a listener, but the one that does nothing: so that no event is made up for it. */
  static SessionListener of(SessionListener listener, Runnable close) {
    return NONE.equals(listener) ? NONE : new ClosingListener(listener, close);
  }

  @Override
  public void onConnecting(String server) {
    tell(() -> listener.onConnecting(server));
  }

  @Override
  public void onConnected(SocketAddress server, Duration elapsed) {
    tell(() -> listener.onConnected(server, elapsed));
  }

  @Override
  public void onCommand(String line) {
    tell(() -> listener.onCommand(line));
  }

  @Override
  public void onReply(Reply reply, Duration elapsed) {
    tell(() -> listener.onReply(reply, elapsed));
  }

  @Override
  public void onTls(String protocol, String cipherSuite, Duration elapsed) {
    tell(() -> listener.onTls(protocol, cipherSuite, elapsed));
  }

  @Override
  public void onAuthenticated(String mechanism) {
    tell(() -> listener.onAuthenticated(mechanism));
  }

  @Override
  public void onContent(long octets, OptionalLong total) {
    tell(() -> listener.onContent(octets, total));
  }

  @Override
  public boolean wantsContent() {
    return listener.wantsContent();
  }

  @Override
  public void onContentBytes(ByteBuffer octets) {
    tell(() -> listener.onContentBytes(octets));
  }

  /** Keeps a failure to itself: the caller has to learn why the connection was closed. */
  @Override
  public void onClosed(@Nullable SmtpException cause) {
    tellClosed(listener, cause);
  }

  static void tellClosed(SessionListener listener, @Nullable SmtpException cause) {
    try {
      listener.onClosed(cause);
    } catch (RuntimeException e) {
      LOGGER.log(System.Logger.Level.WARNING, "A listener failed when a session was closed: " + e);
    }
  }

  private void tell(Runnable event) {
    try {
      event.run();
    } catch (RuntimeException | Error e) {
      close.run();
      throw e;
    }
  }
}
