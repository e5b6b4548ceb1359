package smtp.core;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import smtp.api.Reply;
import smtp.api.SessionListener;
import smtp.api.SmtpException;

/** Keeps the events that a listener receives, one line for each. */
public final class EventLog implements SessionListener {

  private final List<String> events = new CopyOnWriteArrayList<>();

  public EventLog() {}

  public List<String> events() {
    return events;
  }

  /** The events of one kind. */
  public List<String> events(String kind) {
    return events.stream().filter(event -> event.startsWith(kind)).toList();
  }

  @Override
  public void onConnected(SocketAddress server, Duration elapsed) {
    events.add("connected");
  }

  @Override
  public void onCommand(String line) {
    events.add("C: " + line);
  }

  @Override
  public void onReply(Reply reply, Duration elapsed) {
    events.add("S: " + reply.code() + " " + reply.text());
  }

  @Override
  public void onTls(String protocol, String cipherSuite, Duration elapsed) {
    events.add("secured " + protocol);
  }

  @Override
  public void onAuthenticated(String mechanism) {
    events.add("authenticated " + mechanism);
  }

  @Override
  public void onContent(long octets, OptionalLong total) {
    events.add("content " + octets);
  }

  @Override
  public void onClosed(@Nullable SmtpException cause) {
    events.add("closed " + (cause == null ? "" : cause.toString()));
  }
}
