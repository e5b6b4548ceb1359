package smtp.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Content;
import smtp.api.Phase;
import smtp.api.SmtpException;
import smtp.api.SmtpOutcomeUnknownException;
import smtp.api.SmtpSession;
import smtp.api.SmtpTimeoutException;
import smtp.api.Timeouts;
import smtp.api.TlsMode;
import smtp.core.Play.Outcome;
import smtp.testkit.Dialogue;
import smtp.testkit.ScriptedServer;
import smtp.testkit.TestCertificates;

/** Every wait ends with the timeout of its phase or with the deadline, whatever the server does. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(60)
class TimeTest {

  private static final Duration SHORT = Duration.ofMillis(300);

  /** Generous, because the machine may be busy. */
  private static final Duration SOON = Duration.ofSeconds(8);

  private static final String MAIL = "C: MAIL FROM:<a@example.org>\n";
  private static final String RCPT = MAIL + "S: 250 ok\nC: RCPT TO:<b@example.net>\n";
  private static final String DATA = RCPT + "S: 250 ok\nC: DATA\n";

  private static SmtpClient.Builder builder(ScriptedServer server, TlsMode mode) {
    return Play.builder(server).tls(mode).sslContext(TestCertificates.trustingContext());
  }

  private static ScriptedServer server(TlsMode mode, String script) {
    var builder = ScriptedServer.builder(Dialogue.of(script));
    return mode == TlsMode.IMPLICIT ? builder.implicitTls().start() : builder.start();
  }

  private static Timeouts limit(Phase phase) {
    return Timeouts.of(Play.PATIENCE).with(phase, SHORT);
  }

  /** Sends a message to a server that stops answering, with a short timeout for one phase. */
  private static SmtpException ended(TlsMode mode, String script, Phase phase, String last)
      throws Exception {
    try (var server = server(mode, script + last)) {
      SmtpClient client = builder(server, mode).timeouts(limit(phase)).build();
      SmtpException failure =
          assertTimeoutPreemptively(
              SOON,
              () ->
                  assertThrows(SmtpException.class, () -> client.send(Play.mail("b@example.net"))));
      server.assertCompleted();
      return failure;
    }
  }

  private static void assertTimeout(Phase phase, SmtpException failure) {
    var timeout = assertInstanceOf(SmtpTimeoutException.class, failure);
    assertEquals(phase, timeout.phase());
    assertTrue(timeout.getMessage().contains("300 ms"), timeout.getMessage());
    assertEquals("NotSent", Play.recipients(timeout.result().orElseThrow()));
  }

  @ParameterizedTest
  @EnumSource(names = {"NONE", "IMPLICIT"})
  @Tag("S08")
  @Tag("S09")
  @Tag("S19")
  @Tag("P13")
  void silenceEndsWithTheTimeoutOfThePhase(TlsMode mode) throws Exception {
    assertTimeout(Phase.GREETING, ended(mode, "", Phase.GREETING, "STALL\n"));
    assertTimeout(Phase.HELLO, ended(mode, "S: 220 hi\nC: EHLO *\n", Phase.HELLO, "STALL\n"));
    assertTimeout(Phase.MAIL, ended(mode, Play.hello() + MAIL, Phase.MAIL, "STALL\n"));
    assertTimeout(Phase.RCPT, ended(mode, Play.hello() + RCPT, Phase.RCPT, "STALL\n"));
    assertTimeout(Phase.DATA, ended(mode, Play.hello() + DATA, Phase.DATA, "STALL\n"));
  }

  /** One byte every 40 ms is not silence, but not a reply either. */
  @ParameterizedTest
  @EnumSource(names = {"NONE", "IMPLICIT"})
  @Tag("S08")
  void tricklingReplyEndsWithTheTimeout(TlsMode mode) throws Exception {
    String trickle = "TRICKLE 40ms\nS: 220 " + "x".repeat(400) + "\nEOF\n";
    assertTimeout(Phase.GREETING, ended(mode, "", Phase.GREETING, trickle));
    assertTimeout(
        Phase.MAIL, ended(mode, Play.hello() + MAIL, Phase.MAIL, trickle.replace("220", "250")));
    assertTimeout(
        Phase.DATA, ended(mode, Play.hello() + DATA, Phase.DATA, trickle.replace("220", "354")));
  }

  @ParameterizedTest
  @EnumSource(names = {"NONE", "IMPLICIT"})
  void tricklingReplyAfterTheDotIsUnknown(TlsMode mode) throws Exception {
    var failure =
        ended(
            mode,
            Play.hello() + DATA + "S: 354 go\n" + Play.DATA,
            Phase.END_OF_DATA,
            "TRICKLE 40ms\nS: 250 " + "x".repeat(400) + "\nEOF\n");
    assertInstanceOf(SmtpOutcomeUnknownException.class, failure);
    assertInstanceOf(SmtpTimeoutException.class, failure.getCause());
    assertEquals("Unknown", Play.recipients(failure.result().orElseThrow()));
  }

  private static Content lines(int octets) {
    return Content.of(("x".repeat(78) + "\r\n").repeat(octets / 80));
  }

  @ParameterizedTest
  @EnumSource(names = {"NONE", "IMPLICIT"})
  void blockedWriteEndsWithTheContentTimeout(TlsMode mode) throws Exception {
    String script = Play.hello() + DATA + "S: 354 go\nREAD 1000\nSTOP-READING\n";
    try (var server = server(mode, script);
        SmtpSession session =
            builder(server, mode).timeouts(limit(Phase.CONTENT)).build().connect()) {
      Outcome outcome =
          assertTimeoutPreemptively(SOON, () -> Play.send(session, Play.mail(lines(32_000_000))));
      assertEquals(Phase.CONTENT, outcome.failure(SmtpTimeoutException.class).phase());
      assertEquals("NotSent", outcome.recipients());
      assertFalse(outcome.open());
    }
  }

  /** The whole takes longer than the timeout, as a large message may. */
  @ParameterizedTest
  @EnumSource(names = {"NONE", "IMPLICIT"})
  void contentTimeoutAppliesToEachWrite(TlsMode mode) throws Exception {
    String slow = "READ 1000000\nPAUSE 700ms\n".repeat(6);
    String script = Play.hello() + DATA + "S: 354 go\n" + slow + "DATA *\nS: 250 ok\n";
    Timeouts limits = Timeouts.of(Play.PATIENCE).with(Phase.CONTENT, Duration.ofMillis(3500));
    try (var server = server(mode, script);
        SmtpSession session = builder(server, mode).timeouts(limits).build().connect()) {
      Outcome outcome = Play.send(session, Play.mail(lines(20_000_000)));
      assertEquals("Accepted 250", outcome.recipients());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'TRICKLE 100ms\nS: 220 xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\nEOF', GREETING",
    "'PAUSE 600ms\nS: 220 hi\nC: EHLO *\nPAUSE 700ms\nS: 250 ok\nSTALL', HELLO",
  })
  void deadlineAppliesToTheWholeConnect(String script, Phase phase) throws Exception {
    try (var server = Play.server(script + "\n")) {
      SmtpClient client = Play.builder(server).deadline(Duration.ofSeconds(1)).build();
      var failure =
          assertTimeoutPreemptively(
              SOON, () -> assertThrows(SmtpTimeoutException.class, client::connect));
      assertEquals(phase, failure.phase());
      assertTrue(failure.getMessage().contains("deadline of 1 s"), failure.getMessage());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NONE", "IMPLICIT"})
  void deadlineAppliesToTheWholeSend(TlsMode mode) throws Exception {
    String script =
        Play.hello()
            + MAIL
            + "PAUSE 700ms\nS: 250 ok\nC: RCPT TO:<b@example.net>\nPAUSE 700ms\nS: 250 ok\n"
            + "C: DATA\nPAUSE 5s\n";
    try (var server = server(mode, script);
        SmtpSession session =
            builder(server, mode).deadline(Duration.ofSeconds(1)).build().connect()) {
      Outcome outcome =
          assertTimeoutPreemptively(SOON, () -> Play.send(session, Play.mail("b@example.net")));
      var failure = outcome.failure(SmtpTimeoutException.class);
      assertTrue(failure.getMessage().contains("deadline of 1 s"), failure.getMessage());
      assertEquals("NotSent", outcome.recipients());
    }
  }

  @Test
  void deadlineOfAClientsSendIncludesConnecting() throws Exception {
    String script =
        "PAUSE 1200ms\n" + Play.hello() + MAIL + "PAUSE 1200ms\nS: 250 ok\nC: RCPT *\nSTALL\n";
    try (var server = Play.server(script)) {
      SmtpClient client = Play.builder(server).deadline(Duration.ofSeconds(2)).build();
      var failure =
          assertTimeoutPreemptively(
              SOON,
              () ->
                  assertThrows(
                      SmtpTimeoutException.class, () -> client.send(Play.mail("b@example.net"))));
      assertEquals(Phase.MAIL, failure.phase());
      assertEquals("NotSent", Play.recipients(failure.result().orElseThrow()));
    }
  }

  /** It ends before the five seconds that QUIT has by default. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void deadlineOfAClientsSendIncludesQuit(boolean pipelining) throws Exception {
    String chunk = "C: MAIL *\nC: RCPT *\nBDAT 22 LAST *\nC: QUIT\nS: 250 m\nS: 250 r\nS: 250 ok\n";
    String script =
        pipelining
            ? Play.hello("PIPELINING", "CHUNKING") + chunk
            : Play.hello() + Play.transaction("250 ok") + "C: QUIT\n";
    try (var server = Play.server(script + "S- 2\nSTALL\n")) {
      SmtpClient client = Play.builder(server).deadline(Duration.ofSeconds(2)).build();
      var result =
          assertTimeoutPreemptively(
              Duration.ofMillis(4500), () -> client.send(Play.mail("b@example.net")));
      assertEquals("Accepted 250", Play.recipients(result));
      assertTrue(result.elapsed().compareTo(Duration.ofSeconds(2)) < 0, result::toString);
      server.assertCompleted();
    }
  }

  /** A use of a session that awaits more than one reply. */
  enum Use {
    CONNECT {
      @Override
      void of(SmtpSession session) {}
    },
    SEND {
      @Override
      void of(SmtpSession session) throws SmtpException {
        assertEquals("Accepted 250", Play.recipients(session.send(Play.mail("b@example.net"))));
      }
    },
    SEND_ALL {
      @Override
      void of(SmtpSession session) throws SmtpException {
        session.sendAll(
            List.of(Play.mail("b@example.net")).iterator(), (mail, result, failure) -> {});
      }
    },
    DATA {
      @Override
      void of(SmtpSession session) throws SmtpException {
        session.mail("a@example.org");
        session.rcpt("b@example.net");
        session.data(Content.of(Play.TEXT));
      }
    };

    abstract void of(SmtpSession session) throws SmtpException;
  }

  @ParameterizedTest
  @EnumSource(names = {"SEND", "SEND_ALL", "DATA"})
  void deadlineAppliesToEveryWaitForTheFinalReply(Use use) throws Exception {
    String script = Play.hello() + DATA + "S: 354 go\n" + Play.DATA + "STALL\n";
    try (var server = Play.server(script);
        SmtpSession session =
            Play.builder(server).deadline(Duration.ofSeconds(1)).build().connect()) {
      var failure =
          assertTimeoutPreemptively(
              SOON, () -> assertThrows(SmtpException.class, () -> use.of(session)));
      assertTrue(failure.getMessage().contains("deadline of 1 s"), failure.getMessage());
    }
  }

  @Test
  void deadlineAppliesToOpen() throws Exception {
    try (var server = Play.server("STALL\n")) {
      SmtpClient client = Play.builder(server).deadline(SHORT).build();
      var failure =
          assertTimeoutPreemptively(
              SOON, () -> assertThrows(SmtpTimeoutException.class, client::open));
      assertTrue(failure.getMessage().contains("deadline of 300 ms"), failure.getMessage());
    }
  }

  /** Each later operation may take as long again. */
  @ParameterizedTest
  @EnumSource
  void deadlineStartsAnewWithEachOperation(Use use) throws Exception {
    String pause = "PAUSE 300ms\n";
    String script = Play.hello() + (use == Use.CONNECT ? "" : pause + Play.transaction("250 ok"));
    try (var server = Play.server(script + ("C: NOOP\n" + pause + "S: 250 ok\n").repeat(4));
        SmtpSession session =
            Play.builder(server).deadline(Duration.ofMillis(1200)).build().connect()) {
      use.of(session);
      for (int i = 0; i < 4; i++) {
        assertTrue(session.noop().isPositive());
      }
    }
  }

  @Test
  void veryLongDeadlineDoesNotOverflow() throws Exception {
    try (var server = Play.server(Play.hello());
        SmtpSession session =
            Play.builder(server).deadline(Duration.ofDays(1_000_000)).build().connect()) {
      assertTrue(session.isOpen());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NONE", "IMPLICIT"})
  void closingHasItsOwnShortTimeout(TlsMode mode) throws Exception {
    try (var server = server(mode, Play.hello() + "C: QUIT\nSTALL\n")) {
      SmtpSession session = builder(server, mode).build().connect();
      assertTimeoutPreemptively(SOON, session::close);
      assertFalse(session.isOpen());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ENDLESS-LINE", "ENDLESS-REPLY 250"})
  void endlessReplyEndsAtItsLimit(String act) throws Exception {
    String begun = act.equals("ENDLESS-LINE") ? "S- 250 \n" : "";
    try (var server = Play.server(Play.hello() + "C: NOOP\n" + begun + act + "\n");
        SmtpSession session = Play.client(server).connect()) {
      assertTimeoutPreemptively(
          SOON, () -> assertThrows(smtp.api.SmtpProtocolException.class, session::noop));
      assertFalse(session.isOpen());
    }
  }
}
