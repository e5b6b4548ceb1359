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
  public void onConnecting(String server) {
    all.forEach(listener -> listener.onConnecting(server));
  }

  @Override
  public void onConnected(SocketAddress server, Duration elapsed) {
    all.forEach(listener -> listener.onConnected(server, elapsed));
  }

  @Override
  public void onCommand(String line) {
    all.forEach(listener -> listener.onCommand(line));
  }

  @Override
  public void onReply(Reply reply, Duration elapsed) {
    all.forEach(listener -> listener.onReply(reply, elapsed));
  }

  @Override
  public void onTls(String protocol, String cipherSuite, Duration elapsed) {
    all.forEach(listener -> listener.onTls(protocol, cipherSuite, elapsed));
  }

  @Override
  public void onAuthenticated(String mechanism) {
    all.forEach(listener -> listener.onAuthenticated(mechanism));
  }

  @Override
  public void onContent(long octets, OptionalLong total) {
    all.forEach(listener -> listener.onContent(octets, total));
  }

  @Override
  public boolean wantsContent() {
    return all.stream().anyMatch(SessionListener::wantsContent);
  }

  @Override
  public void onContentBytes(ByteBuffer octets) {
    all.stream()
        .filter(SessionListener::wantsContent)
        .forEach(listener -> listener.onContentBytes(octets.duplicate()));
  }

  @Override
  public void onClosed(@Nullable SmtpException cause) {
    all.forEach(listener -> listener.onClosed(cause));
  }
}
