package smtp.core.internal.event;

import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Supplier;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;
import smtp.api.Reply;
import smtp.api.SessionListener;
import smtp.api.SmtpException;

/**
 * Records a session as events of the JDK's flight recorder. They have verbs, codes and counts, but
 * neither email addresses nor the text of replies.
 */
final class JfrSink implements EventSink {

  private final JfrEvents.Session session = new JfrEvents.Session();
  private final JfrEvents.Connect connect = new JfrEvents.Connect();
  private final Map<Exchange, JfrEvents.Command> open = new HashMap<>();
  private JfrEvents.@Nullable Send current;

  /** The messages that were begun, in order, of which the first may have ended. */
  private final Queue<JfrEvents.Send> begun = new ArrayDeque<>();

  private JfrSink() {}

  /**
   * Returns a supplier of sinks, one for each session. It loads no event class until the recorder
   * is used.
   *
   * @throws LinkageError if the runtime has no flight recorder
   */
  static Supplier<EventSink> supplier() {
    FlightRecorder.isInitialized();
    return () -> FlightRecorder.isInitialized() && isEnabled() ? new JfrSink() : NONE;
  }

  private static boolean isEnabled() {
    return new JfrEvents.Session().isEnabled()
        || new JfrEvents.Connect().isEnabled()
        || new JfrEvents.Command("", false).isEnabled()
        || new JfrEvents.Send().isEnabled();
  }

  @Override
  public void on(SessionEvent event) {
    switch (event) {
      case SessionEvent.Connecting e -> begin(e.server());
      case SessionEvent.Connected e -> connected(e.server());
      case SessionEvent.CommandSent e -> sent(e.exchange(), e.line());
      case SessionEvent.ContentBegun e ->
          begin(e.exchange(), new JfrEvents.Command("content", true));
      case SessionEvent.ReplyReceived e -> received(e.exchange(), e.reply());
      case SessionEvent.TlsStarted e -> {
        session.protocol = e.protocol();
        session.cipherSuite = e.cipherSuite();
      }
      case SessionEvent.Authenticated e -> session.mechanism = e.mechanism();
      case SessionEvent.Closed(SmtpException cause) -> closed(cause);
      case SessionEvent.Fallback e -> {}
      case SessionEvent.ContentSent e -> {}
      case SessionEvent.ContentBytes e -> {}
    }
  }

  private void begin(String server) {
    session.server = server;
    session.begin();
    connect.server = server;
    connect.begin();
  }

  private void connected(SocketAddress server) {
    connect.address = server.toString();
    connect.commit();
  }

  private void sent(Exchange exchange, String line) {
    session.commands++;
    String verb = verb(line);
    if (verb.equals("MAIL")) {
      current = begunSend();
    }
    boolean endsContent = verb.equals("BDAT") && line.endsWith(" LAST");
    begin(exchange, new JfrEvents.Command(verb, endsContent));
  }

  private JfrEvents.Send begunSend() {
    begun.removeIf(send -> send.ended);
    JfrEvents.Send send = new JfrEvents.Send();
    send.begin();
    begun.add(send);
    return send;
  }

  /** Returns the verb of a command; a line that is secret as a whole belongs to AUTH. */
  private static String verb(String line) {
    int space = line.indexOf(' ');
    return line.startsWith(SessionListener.HIDDEN)
        ? "AUTH"
        : space < 0 ? line : line.substring(0, space);
  }

  private void begin(Exchange exchange, JfrEvents.Command command) {
    command.send = current;
    command.begin();
    open.put(exchange, command);
  }

  private void received(@Nullable Exchange exchange, Reply reply) {
    JfrEvents.Command command = exchange == null ? null : open.remove(exchange);
    if (command == null) {
      return;
    }
    command.code = reply.code();
    command.commit();
    boolean goesOn = command.verb.equals("DATA") && reply.code() == 354;
    if (!goesOn && command.send != null) {
      note(command, command.send);
    }
  }

  private static void note(JfrEvents.Command command, JfrEvents.Send send) {
    boolean accepted = command.code / 100 == 2;
    if (command.verb.equals("RCPT")) {
      send.recipients++;
      send.accepted += accepted ? 1 : 0;
    } else if (command.endsContent || !accepted || command.verb.equals("RSET")) {
      send.end(command.code);
    }
  }

  private void closed(@Nullable SmtpException cause) {
    String failure = cause == null ? null : cause.getClass().getSimpleName();
    if (connect.address == null) {
      connect.failure = failure;
      connect.commit();
    }
    open.values().forEach(JfrEvents.Command::commit);
    // Also those of which no command is open: the connection may end between two commands.
    begun.forEach(send -> send.end(0));
    session.failure = failure;
    session.commit();
  }
}
