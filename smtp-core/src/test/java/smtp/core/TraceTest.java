package smtp.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Content;
import smtp.api.Credentials;
import smtp.api.Phase;
import smtp.api.Reply;
import smtp.api.SessionListener;
import smtp.api.SmtpException;
import smtp.api.SmtpSession;
import smtp.api.Timeouts;
import smtp.api.TlsMode;
import smtp.testkit.Dialogue;
import smtp.testkit.ScriptedServer;
import smtp.testkit.TestCertificates;

/** A trace is the dialogue, in a form that a scripted server can replay. */
@Timeout(60)
class TraceTest {

  /** A use of a server by a client. */
  @FunctionalInterface
  interface Use {
    void of(SmtpSession session) throws SmtpException;
  }

  /** The outcome of a use, and its trace. */
  private record Recording(String outcome, String trace) {}

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private static Recording record(
      Dialogue dialogue,
      UnaryOperator<Trace> printer,
      UnaryOperator<SmtpClient.Builder> options,
      Use use) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, UTF_8);
    try (var server = ScriptedServer.start(dialogue)) {
      SmtpClient.Builder builder =
          Play.builder(server)
              .tls(TlsMode.NONE)
              .sslContext(TestCertificates.trustingContext())
              .listener(printer.apply(Trace.to(stream)));
      String outcome = outcome(options.apply(builder).build(), use);
      server.assertCompleted();
      return new Recording(outcome, out.toString(UTF_8));
    }
  }

  private static String outcome(SmtpClient client, Use use) {
    try (SmtpSession session = client.connect()) {
      use.of(session);
      return "good";
    } catch (SmtpException e) {
      return e.getClass().getSimpleName() + " " + e.result().map(Play::recipients).orElse("");
    }
  }

  /** Runs a use against a script, and asserts that replaying its trace has the same outcome. */
  private static String replayed(
      String script,
      UnaryOperator<Trace> printer,
      UnaryOperator<SmtpClient.Builder> options,
      Use use) {
    Recording first = record(Dialogue.of(script), printer, options, use);
    Recording again = record(Dialogue.of(first.trace()), printer, options, use);
    assertEquals(first.outcome(), again.outcome(), first.trace());
    assertEquals(Dialogue.of(first.trace()), Dialogue.of(again.trace()));
    return first.trace();
  }

  private static String replayed(String script, Use use) {
    return replayed(script, printer -> printer, builder -> builder, use);
  }

  private static void send(SmtpSession session) throws SmtpException {
    session.send(Play.mail("b@example.net"));
  }

  private static final String QUIT = "C: QUIT\nS: 221 bye\n";
  private static final String GO =
      Play.hello() + Play.transaction("x").replace(Play.DATA + "S: x\n", "");

  @Test
  @Tag("S38")
  void traceIsTheDialogue() {
    String script = Play.hello("SIZE 5") + "C: NOOP\nS: 250-a\nS: 250 b\n" + QUIT;
    String trace = replayed(script, SmtpSession::noop);
    assertEquals(Dialogue.of(script.replace("EHLO *", "EHLO [127.0.0.1]")), Dialogue.of(trace));
    assertTrue(trace.startsWith("# connecting to localhost:"), trace);
  }

  static Stream<String> dialogues() {
    String pipelined =
        Play.hello("PIPELINING")
            + "C: MAIL *\nC: RCPT *\nC: DATA\nS: 250 ok\nS: 550 no\nS: 354 go\nDATA *\nS: 554 no\n";
    String chunk = "C: MAIL *\nC: RCPT *\nBDAT *\nS: 250 ok\nS: 250 ok\n";
    return Stream.of(
        Play.hello("PIPELINING", "CHUNKING") + chunk + "S: 250 2.0.0 queued\n" + QUIT,
        Play.hello("PIPELINING", "CHUNKING") + chunk + "CLOSE\n",
        Play.hello() + Play.transaction("250 2.0.0 queued") + QUIT,
        Play.hello() + Play.transaction("451 later") + QUIT,
        pipelined + QUIT,
        Play.hello() + Play.transaction("x").replace("S: x\n", "CLOSE\n"),
        Play.hello() + Play.transaction("421 too late"),
        GO + "READ 10\nCLOSE\n",
        Play.hello() + "C: MAIL *\nCLOSE\n",
        Play.hello()
            + "C: MAIL *\nS: 250 ok\nC: RCPT *\nS: 550-no \\xC3\\xA9\\\\\nS: 550 such*\n"
            + QUIT,
        "S: 554 go away\nC: QUIT\nS: 221 bye\n",
        "S: 421 busy\n",
        "S: 220 hi\nC: EHLO *\nS: 502 what\nC: HELO *\nS: 250 hi\n"
            + Play.transaction("250 ok")
            + QUIT);
  }

  @ParameterizedTest
  @MethodSource("dialogues")
  void traceOfASendCanBeReplayed(String script) {
    replayed(script, TraceTest::send);
  }

  @ParameterizedTest
  @MethodSource("dialogues")
  void traceWithContentAndTimesCanBeReplayed(String script) {
    replayed(
        script,
        printer -> printer.withTimestamps().withContent(),
        builder -> builder,
        TraceTest::send);
  }

  @ParameterizedTest
  @MethodSource("dialogues")
  void traceWithoutAddressesCanBeReplayed(String script) {
    String trace =
        replayed(script, printer -> printer, SmtpClient.Builder::hideAddresses, TraceTest::send);
    assertFalse(trace.contains("a@example.org") || trace.contains("b@example.net"), trace);
  }

  @ParameterizedTest
  @ValueSource(strings = {"C: MAIL *\nSTALL\n", "C: MAIL *\nS: 250 ok\nC: RCPT *\nSTALL\n"})
  void silenceIsReplayedAsSilence(String script) {
    UnaryOperator<SmtpClient.Builder> hasty =
        builder ->
            builder.timeouts(
                Timeouts.of(Play.PATIENCE)
                    .with(Phase.MAIL, Duration.ofMillis(300))
                    .with(Phase.RCPT, Duration.ofMillis(300)));
    replayed(Play.hello() + script, printer -> printer, hasty, TraceTest::send);
  }

  @Test
  void brokenConnectionIsReplayedAsItBroke() {
    String trace = replayed(Play.hello() + "C: MAIL *\nCLOSE\n", TraceTest::send);
    assertTrue(trace.contains("\nCLOSE\n# closed: The server closed the connection"), trace);
  }

  @Test
  void abandonedContentIsReplayedAsIncomplete() {
    Content failing =
        Content.of(
            Content.Encoding.SEVEN_BIT,
            out -> {
              out.write("Subject: x\r\n".getBytes(UTF_8));
              throw new IllegalStateException("no more");
            });
    String trace = replayed(GO + "STALL\n", session -> session.send(Play.mail(failing)));
    assertTrue(trace.contains("\nSTALL\n# closed: The content could not be read"), trace);
  }

  @Test
  void tlsAndAuthCanBeReplayed() {
    UnaryOperator<SmtpClient.Builder> login =
        builder ->
            builder
                .tls(TlsMode.STARTTLS)
                .credentials(Credentials.external(""))
                .mechanism(FakeMechanism.of("EXTERNAL").initial("tanstaaftanstaaf"));
    String script =
        Play.hello("STARTTLS")
            + "C: STARTTLS\nS: 220 go\nTLS\n"
            + Play.ehlo("AUTH EXTERNAL")
            + "C: AUTH EXTERNAL *\nS: 235 ok\n"
            + "C: NOOP\nS: 250 ok\n"
            + QUIT;
    String trace = replayed(script, printer -> printer, login, SmtpSession::noop);
    assertTrue(trace.contains("\nTLS\n# TLSv1.3 "), trace);
    assertTrue(trace.contains("\nC: AUTH EXTERNAL *\n"), trace);
  }

  @Test
  void refusedCertificateIsReplayed() {
    UnaryOperator<SmtpClient.Builder> wrong =
        builder -> builder.tls(TlsMode.STARTTLS).serverName("other.example.org");
    String script = Play.hello("STARTTLS") + "C: STARTTLS\nS: 220 go\nTLS-REFUSED\n";
    replayed(script, printer -> printer, wrong, SmtpSession::noop);
  }

  private String printed(UnaryOperator<Trace> printer, String script, Use use) {
    return record(Dialogue.of(script), printer, builder -> builder, use).trace();
  }

  @Test
  void contentIsPrintedOnRequest() {
    Content content = Content.of("Subject: x\n\n.\n..dots\n\\ \t\u00e9\n");
    String script =
        Play.hello("8BITMIME")
            + "C: MAIL *\nS: 250 ok\nC: RCPT *\nS: 250 ok\nC: DATA\nS: 354 go\nDATA *\nS: 250 ok\n"
            + QUIT;
    Use use = session -> session.send(Play.mail(content));
    assertTrue(
        printed(Trace::withContent, script, use)
            .contains("\nDATA\nSubject: x\n\n\\.\n..dots\n\\\\ \\x09\\xC3\\xA9\n.\n"));
    String without = printed(printer -> printer, script, use);
    assertTrue(without.contains("\nDATA *\n"), without);
    assertFalse(without.contains("dots"), without);
  }

  @Test
  @Tag("S39")
  void timestampsAreComments() {
    Clock clock = Clock.fixed(Instant.parse("2026-11-25T12:34:56.789Z"), ZoneOffset.UTC);
    String trace =
        printed(
            printer -> printer.withTimestamps(clock), "S: 220 hi\nC: EHLO *\nS: 250 hi\n", s -> {});
    List<String> lines = trace.lines().map(line -> line.replaceAll("\\d+ ms", "n ms")).toList();
    int hello = lines.indexOf("C: EHLO [127.0.0.1]");
    assertEquals("# 12:34:56.789000", lines.get(hello - 1));
    assertEquals(
        List.of("# 12:34:56.789000", "S: 250 hi", "# after n ms"),
        lines.subList(hello + 1, hello + 4));
  }

  @Test
  void lineOfTheServerCannotForgeAnother() {
    String trace =
        printed(
            printer -> printer,
            Play.hello()
                + "C: NOOP\nS: 250 a\\x1b[2J\\x00\\xc2\\x85\\xe2\\x80\\xa8\\xe2\\x80\\xaeb\n"
                + QUIT,
            SmtpSession::noop);
    assertTrue(
        trace.contains("S: 250 a\\x1B[2J\\x00\\xC2\\x85\\xE2\\x80\\xA8\\xE2\\x80\\xAEb\n"), trace);
  }

  // --- chunks, which the trace recognizes by their command

  private String chunks(boolean shown, byte[]... chunks) {
    Trace plain = Trace.to(new PrintStream(out, true, UTF_8));
    SessionListener printer = (shown ? plain.withContent() : plain).get();
    for (int i = 0; i < chunks.length; i++) {
      String last = i + 1 == chunks.length ? " LAST" : "";
      printer.onCommand("BDAT " + chunks[i].length + last);
      if (printer.wantsContent()) {
        printer.onContentBytes(ByteBuffer.wrap(chunks[i]));
      }
      printer.onContent(chunks[i].length, OptionalLong.empty());
    }
    printer.onReply(Reply.of(250, "ok"), Duration.ZERO);
    return out.toString(UTF_8);
  }

  @Test
  void chunksAreSeparateSteps() {
    byte[] first = "a\r\n.b\rc\nd".getBytes(UTF_8);
    byte[] last = "\r\ne\r\n".getBytes(UTF_8);
    assertEquals(
        Dialogue.of("BDAT 9 *\nBDAT 5 LAST *\nS: 250 ok\n"),
        Dialogue.of(chunks(false, first, last)));
    out.reset();
    assertEquals(
        Dialogue.of("BDAT 9\na\n.b\\rc\\nd\n.\nBDAT 5 LAST\n\ne\n.\nS: 250 ok\n"),
        Dialogue.of(chunks(true, first, last)));
  }
}
