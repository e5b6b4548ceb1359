package smtp.core;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import smtp.api.Reply;
import smtp.api.SessionListener;
import smtp.api.SmtpException;

/** Several listeners as one. */
final class Listeners implements SessionListener {

  private final List<SessionListener> all;

  private Listeners(List<SessionListener> all) {
    this.all = all;
  }

  /** Returns a listener for one session. */
  static SessionListener of(List<Supplier<SessionListener>> suppliers) {
    return switch (suppliers.size()) {
      case 0 -> SessionListener.NONE;
      case 1 -> suppliers.get(0).get();
      default -> new Listeners(suppliers.stream().map(Supplier::get).toList());
    };
  }

  @Override
  public void connected(SocketAddress server) {
    all.forEach(listener -> listener.connected(server));
  }

  @Override
  public void commandSent(String line) {
    all.forEach(listener -> listener.commandSent(line));
  }

  @Override
  public void replyReceived(Reply reply, Duration elapsed) {
    all.forEach(listener -> listener.replyReceived(reply, elapsed));
  }

  @Override
  public void secured(String protocol, String cipherSuite) {
    all.forEach(listener -> listener.secured(protocol, cipherSuite));
  }

  @Override
  public void authenticated(String mechanism) {
    all.forEach(listener -> listener.authenticated(mechanism));
  }

  @Override
  public void contentSent(long octets, OptionalLong total) {
    all.forEach(listener -> listener.contentSent(octets, total));
  }

  @Override
  public void closed(@Nullable SmtpException cause) {
    all.forEach(listener -> listener.closed(cause));
  }
}
