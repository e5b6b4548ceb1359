package smtp.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
 * Replays a send in memory with the server's bytes cut in two at each place, and one by one. This
 * needs a plaintext connection and a content that can be sent repeatedly.
 */
final class EveryCut {

  private EveryCut() {}

  /** Asserts that a send has the same outcome wherever the server's bytes are cut. */
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
      assertTrue(recording.isReplayable(), () -> "cannot be replayed:\n" + script);
      recording
          .cuts()
          .forEach(cut ->
              assertEquals(
                  result,
                  result(server, mail, options, (host, port, limit) -> recording.replay(cut)),
                  () -> "bytes cut " + cut + " in\n" + script));
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

  /** Returns the class of a failure, without its message, which may quote what has arrived. */
  private static String kind(@Nullable Throwable failure) {
    return failure == null ? "no failure" : failure.getClass() + " by " + kind(failure.getCause());
  }
}
