package smtp.core;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;
import smtp.api.Reply;
import smtp.api.SessionListener;
import smtp.api.SmtpException;

/**
 * Records a session as events of the JDK's flight recorder. They hold verbs, codes and counts, and
 * neither an address nor what a server says.
 */
final class JfrListener implements SessionListener {

  private final JfrEvents.Session session = new JfrEvents.Session();
  private final JfrEvents.Connect connect = new JfrEvents.Connect();
  private final Queue<JfrEvents.Command> outstanding = new ArrayDeque<>();
  private JfrEvents.@Nullable Send current;

  private JfrListener() {}

  /**
   * Returns what makes a listener for each session. While the recorder has never been used it loads
   * no event class.
   *
   * @throws LinkageError if the runtime has no recorder
   */
  static Supplier<SessionListener> supplier() {
    FlightRecorder.isInitialized();
    return () -> FlightRecorder.isInitialized() && isEnabled() ? new JfrListener() : NONE;
  }

  private static boolean isEnabled() {
    return new JfrEvents.Session().isEnabled()
        || new JfrEvents.Connect().isEnabled()
        || new JfrEvents.Command("", false).isEnabled()
        || new JfrEvents.Send().isEnabled();
  }

  @Override
  public void onConnecting(String server) {
    session.server = server;
    session.begin();
    connect.server = server;
    connect.begin();
  }

  @Override
  public void onConnected(SocketAddress server, Duration elapsed) {
    connect.address = server.toString();
    connect.commit();
  }

  @Override
  public void onCommand(String line) {
    session.commands++;
    String verb = verb(line);
    if (verb.equals("MAIL")) {
      current = new JfrEvents.Send();
      current.begin();
    }
    expect(new JfrEvents.Command(verb, verb.equals("BDAT") && line.endsWith(" LAST")));
  }

  /** Returns a command's verb; a line that is all secret goes on with AUTH. */
  private static String verb(String line) {
    int blank = line.indexOf(' ');
    return line.startsWith(HIDDEN) ? "AUTH" : blank < 0 ? line : line.substring(0, blank);
  }

  private void expect(JfrEvents.Command command) {
    command.send = current;
    command.begin();
    outstanding.add(command);
  }

  @Override
  public void onReply(Reply reply, Duration elapsed) {
    JfrEvents.Command command = outstanding.poll();
    if (command == null) {
      // The greeting, or one more reply to a content by LMTP.
      return;
    }
    command.code = reply.code();
    command.commit();
    if (command.verb.equals("DATA") && reply.code() == 354) {
      expect(new JfrEvents.Command("content", true));
    } else if (command.send != null) {
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

  @Override
  public void onTls(String protocol, String cipherSuite, Duration elapsed) {
    session.protocol = protocol;
    session.cipherSuite = cipherSuite;
  }

  @Override
  public void onAuthenticated(String mechanism) {
    session.mechanism = mechanism;
  }

  @Override
  public void onClosed(@Nullable SmtpException cause) {
    String failure = cause == null ? null : cause.getClass().getSimpleName();
    if (connect.address == null) {
      connect.failure = failure;
      connect.commit();
    }
    for (JfrEvents.Command command : outstanding) {
      command.commit();
      if (command.send != null) {
        command.send.end(0);
      }
    }
    session.failure = failure;
    session.commit();
  }
}
