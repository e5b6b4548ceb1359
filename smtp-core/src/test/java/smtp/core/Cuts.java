package smtp.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.Socket;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import smtp.api.Mail;
import smtp.api.SmtpException;
import smtp.api.SmtpSession;
import smtp.api.TlsMode;
import smtp.testkit.Recording;
import smtp.testkit.ScriptedServer;

/**
 * Plays a send again with the server's octets cut in two at each place, and one by one: the client
 * must not care. What it does in clear is enough for that, and what it does once more.
 */
final class Cuts {

  private Cuts() {}

  /** Asserts that a send comes to the same however the server's octets are cut. */
  static void assertNoDifference(
      String script, Mail mail, UnaryOperator<SmtpClient.Builder> options) throws IOException {
    Recording recording = new Recording();
    try (ScriptedServer server = Play.server(script)) {
      String result =
          result(
              server,
              mail,
              options,
              (host, port, limit) -> recording.record(new Socket(host, port)));
      if (!recording.isReplayable()) {
        return;
      }
      recording
          .cuts()
          .forEach(cut ->
              assertEquals(
                  result,
                  result(server, mail, options, (host, port, limit) -> recording.replay(cut)),
                  () -> "octets cut " + cut + " in\n" + script));
    }
  }

  private static String result(
      ScriptedServer server,
      Mail mail,
      UnaryOperator<SmtpClient.Builder> options,
      SocketConnector connector) {
    SmtpClient.Builder builder = Play.builder(server).tls(TlsMode.NONE).connector(connector);
    try (SmtpSession session = options.apply(builder).build().connect()) {
      Play.Outcome outcome = Play.send(session, mail);
      return outcome.recipients() + ", " + kind(outcome.failure()) + ", open: " + outcome.open();
    } catch (SmtpException e) {
      return kind(e);
    }
  }

  /** Without its message, which may quote as much as has arrived. */
  private static String kind(@Nullable Throwable failure) {
    return failure == null ? "no failure" : failure.getClass() + " by " + kind(failure.getCause());
  }
}
