package smtp.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smtp.api.SmtpServerDisconnectedException;
import smtp.api.SmtpSession;
import smtp.api.SmtpTlsException;
import smtp.api.TlsMode;
import smtp.api.internal.ExceptionResults;
import smtp.core.Play.Outcome;
import smtp.testkit.Dialogue;
import smtp.testkit.ScriptedServer;
import smtp.testkit.TestCertificates;

/**
 * The connection is lost while the session is idle. The client notices before it writes, so nothing
 * of the next message is unknown, although a flight with BDAT holds all of it.
 */
class IdleSessionTest {

  private static final String READY = Play.hello("PIPELINING", "CHUNKING");

  /** Longer than a session must be idle for the client to look, which it does over TLS too. */
  private static final Duration PAUSE = Duration.ofMillis(110);

  private static Outcome sendAfter(String act, boolean tls, UnaryOperator<SmtpClient.Builder> how)
      throws Exception {
    String script = (tls ? "TLS\n" : "") + READY + "MARK idle\n" + act + "\n";
    try (var server = ScriptedServer.start(Dialogue.of(script))) {
      SmtpClient.Builder builder =
          how.apply(
              Play.builder(server)
                  .tls(tls ? TlsMode.IMPLICIT : TlsMode.NONE)
                  .sslContext(TestCertificates.trustingContext()));
      try (SmtpSession session = builder.build().connect()) {
        server.awaitMark("idle");
        server.assertCompleted();
        pause();
        return Play.send(session, Play.mail("b@example.net", "c@example.net"));
      }
    }
  }

  private static void pause() {
    long end = System.nanoTime() + PAUSE.toNanos();
    while (System.nanoTime() - end < 0) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }

  private static void assertNoticed(Outcome outcome) {
    assertEquals("NotSent, NotSent", outcome.recipients());
    assertFalse(outcome.open());
  }

  @ParameterizedTest
  @CsvSource({
    "false, CLOSE",
    "false, RESET",
    "true, CLOSE",
    "true, CLOSE-WITHOUT-NOTIFY",
    "true, RESET"
  })
  void connectionLostWhileIdleIsNoticedBeforeTheNextFlight(boolean tls, String act)
      throws Exception {
    Outcome outcome = sendAfter(act, tls, builder -> builder);
    assertNoticed(outcome);
    var failure = outcome.failure(SmtpServerDisconnectedException.class);
    assertTrue(
        ExceptionResults.text(failure)
            .startsWith("The server closed the connection while the session was"),
        ExceptionResults.text(failure));
  }

  @ParameterizedTest
  @CsvSource({"TLS-ALERT", "TLS-GARBAGE"})
  void brokenTlsWhileIdleIsToldAsThat(String act) throws Exception {
    Outcome outcome = sendAfter(act, true, builder -> builder);
    assertNoticed(outcome);
    var failure = outcome.failure(SmtpTlsException.class);
    assertTrue(
        ExceptionResults.text(failure).startsWith("TLS failed"), ExceptionResults.text(failure));
  }

  @ParameterizedTest
  @CsvSource({"false, CLOSE", "false, RESET", "true, CLOSE", "true, RESET"})
  void socketOfAConnectorIsLookedAtToo(boolean tls, String act) throws Exception {
    Outcome outcome =
        sendAfter(
            act, tls, builder -> builder.connector((host, port, limit) -> new Socket(host, port)));
    assertNoticed(outcome);
    outcome.failure(SmtpServerDisconnectedException.class);
  }

  /** A subclass of Socket might ignore the timeout, and the look would last as long as a reply. */
  @Test
  void socketThatMayIgnoreTimeoutsIsNotWaitedFor() throws Exception {
    try (var server = Play.server(READY + "C: NOOP\nS: 250 ok\n");
        SmtpSession session =
            Play.builder(server)
                .tls(TlsMode.NONE)
                .connector((host, port, limit) -> new Timeless(host, port))
                .build()
                .connect()) {
      pause();
      assertEquals(250, session.noop().code());
    }
  }

  private static final class Timeless extends Socket {
    Timeless(String host, int port) throws IOException {
      super(host, port);
    }

    @Override
    public synchronized void setSoTimeout(int millis) {
      throw new AssertionError("asked for a timeout");
    }
  }
}
