package smtp.core;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
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

  /** Returns a listener that tells all of these, but for those that do nothing. */
  static SessionListener of(Stream<SessionListener> listeners) {
    List<SessionListener> all = listeners.filter(listener -> !NONE.equals(listener)).toList();
    return switch (all.size()) {
      case 0 -> NONE;
      case 1 -> all.getFirst();
      default -> new Listeners(all);
    };
  }

  @Override
  public void connecting(String server) {
    all.forEach(listener -> listener.connecting(server));
  }

  @Override
  public void connected(SocketAddress server, Duration elapsed) {
    all.forEach(listener -> listener.connected(server, elapsed));
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
  public void secured(String protocol, String cipherSuite, Duration elapsed) {
    all.forEach(listener -> listener.secured(protocol, cipherSuite, elapsed));
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
  public boolean wantsContent() {
    return all.stream().anyMatch(SessionListener::wantsContent);
  }

  @Override
  public void contentOctets(ByteBuffer octets) {
    all.stream()
        .filter(SessionListener::wantsContent)
        .forEach(listener -> listener.contentOctets(octets.duplicate()));
  }

  @Override
  public void closed(@Nullable SmtpException cause) {
    all.forEach(listener -> listener.closed(cause));
  }
}
