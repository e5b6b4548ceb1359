package smtp.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.testkit.ScriptedServer;

/** {@code examples/deliver} as an MTA calls it, from the module path and as a linked runtime. */
@SuppressWarnings("StringConcatToTextBlock") // Every line ending is written out
class DeliverExampleIT {

  private static final String ALICE = "alice@example.test";
  private static final String BOB = "bob@example.test";
  private static final String NOBODY = "nobody@example.test";

  private static final int USAGE = 64;
  private static final int DATA_ERROR = 65;
  private static final int NO_USER = 67;
  private static final int UNAVAILABLE = 69;
  private static final int TEMPORARY_FAILURE = 75;

  private static final String UP_TO_THE_DOT =
      """
      S: 220 x
      C: LHLO *
      S: 250-x
      S: 250-8BITMIME
      S: 250 PIPELINING
      C: MAIL FROM:<ann@example.org> BODY=8BITMIME
      C: RCPT TO:<alice@example.test>
      C: RCPT TO:<bob@example.test>
      C: DATA
      S: 250 ok
      S: 250 ok
      S: 250 ok
      S: 354 go
      DATA *
      """;

  @TempDir private Path folder;

  private static ChildProcess deliver() {
    return ChildProcess.java()
        .with("--module-path", ChildProcess.MODULES)
        .with("--module", "examples.deliver/examples.deliver.Deliver");
  }

  private static ChildProcess.Result run(ChildProcess deliver, String url, Object... arguments)
      throws Exception {
    return deliver
        .with("--server", url)
        .with(arguments)
        .reading("Subject: Hi\n\nGrüße\n.\n".getBytes(UTF_8))
        .run(Map.of());
  }

  private static ChildProcess.Result run(ScriptedServer server) throws Exception {
    return run(deliver(), "lmtp+unix:" + server.path(), "--from", "ann@example.org", ALICE, BOB);
  }

  private static ScriptedServer server(String script) {
    return ScriptedServer.builder(script).unix().start();
  }

  // --- exit statuses

  @ParameterizedTest
  @CsvSource({
    "250 2.0.0 ok,   250 2.0.0 ok,   0",
    "250 2.0.0 ok,   550 5.1.1 none, 67",
    "550 none,       550 5.2.1 off,  69",
    "550 5.1.1 none, 550 5.1.1 none, 67",
    "552 5.2.2 full, 250 2.0.0 ok,   69",
    "552 5.2.2 full, 452 4.2.2 full, 75",
    "250 2.0.0 ok,   451 4.3.0 wait, 75",
  })
  void exitStatusFollowsTheWorstReply(String first, String second, int status) throws Exception {
    String script = UP_TO_THE_DOT + "S: " + first + "\nS: " + second + "\nC: QUIT\nS: 221 bye\n";
    try (ScriptedServer server = server(script)) {
      ChildProcess.Result outcome = run(server);
      assertEquals(status, outcome.status(), outcome.output());
      assertTrue(
          outcome.output().contains(line(ALICE, first) + line(BOB, second)), outcome.output());
      server.assertCompleted();
    }
  }

  private static String line(String recipient, String reply) {
    String word = reply.startsWith("2") ? "delivered" : "refused";
    return recipient + " " + word + ": " + reply + System.lineSeparator();
  }

  @Test
  void unknownOutcomeIsRetried() throws Exception {
    try (ScriptedServer server = server(UP_TO_THE_DOT + "S: 250 2.0.0 ok\nCLOSE\n")) {
      ChildProcess.Result outcome = run(server);
      assertEquals(TEMPORARY_FAILURE, outcome.status(), outcome.output());
      assertTrue(
          outcome.output().contains(BOB + " unknown: it may have been delivered"),
          outcome.output());
    }
  }

  @Test
  void permanentlyRefusedSenderIsNotRetried() throws Exception {
    String script =
        "S: 220 x\nC: LHLO *\nS: 250-x\nS: 250 8BITMIME\nC: MAIL *\nS: 550 5.7.1 no\nC: *\nS: 250 x\nEOF";
    try (ScriptedServer server = server(script)) {
      assertEquals(UNAVAILABLE, run(server).status());
    }
  }

  @Test
  void messageThatTheServerCannotAcceptIsNotRetried() throws Exception {
    try (ScriptedServer server = server("S: 220 x\nC: LHLO *\nS: 250 x\nC: QUIT\nS: 221 bye\n")) {
      ChildProcess.Result outcome = run(server);
      assertEquals(DATA_ERROR, outcome.status(), outcome.output());
      assertTrue(outcome.output().contains("8BITMIME"), outcome.output());
    }
  }

  @Test
  void missingServerIsATemporaryFailure() throws Exception {
    ChildProcess.Result outcome = run(deliver(), "lmtp+unix:" + folder.resolve("none"), ALICE);
    assertEquals(TEMPORARY_FAILURE, outcome.status(), outcome.output());
    assertTrue(outcome.output().contains("is the server running?"), outcome.output());
    assertTrue(outcome.output().contains(ALICE + " not sent"), outcome.output());
  }

  @Test
  void misusePrintsTheUsage() throws Exception {
    for (List<String> arguments :
        List.of(
            List.of("--server", "lmtp+unix:/x"),
            List.of(ALICE),
            List.of("--server", "lmtp://localhost", ALICE),
            List.of("--server", "lmtp+unix:/x", "--unknown", ALICE),
            List.of("--server", "lmtp+unix:/x", "--timeout", "soon", ALICE),
            List.of("--server", "lmtp+unix:/x", "not an address"))) {
      ChildProcess.Result outcome = deliver().with(arguments.toArray()).run(Map.of());
      assertEquals(USAGE, outcome.status(), outcome.output());
      assertTrue(outcome.output().contains("usage: deliver"), outcome.output());
    }
  }

  @Test
  void recipientMayBeginWithADash() throws Exception {
    String script =
        "S: 220 x\nC: LHLO *\nS: 250-x\nS: 250 8BITMIME\nC: MAIL FROM:<>*\nS: 250 x\n"
            + "C: RCPT TO:<--x@example.test>\nS: 550 5.1.1 none\nC: *\nS: 250 x\nEOF\n";
    try (ScriptedServer server = server(script)) {
      ChildProcess.Result outcome =
          run(deliver(), "lmtp+unix:" + server.path(), "--", "--x@example.test");
      assertEquals(NO_USER, outcome.status(), outcome.output());
    }
  }

  @Test
  void messageNamesASocketThatTheUserMayNotWriteTo() throws Exception {
    assumeRoot("another user is asked for");
    try (ScriptedServer server = server("S: 220 x\n")) {
      Files.setPosixFilePermissions(server.path(), PosixFilePermissions.fromString("rw-------"));
      ChildProcess other =
          ChildProcess.program(Path.of("/usr/bin/setpriv"))
              .with("--reuid=nobody", "--clear-groups")
              .with(image(folder.resolve("image")).resolve("bin/deliver"));
      openToOthers(folder);
      ChildProcess.Result outcome = run(other, "lmtp+unix:" + server.path(), ALICE);
      assertEquals(TEMPORARY_FAILURE, outcome.status(), outcome.output());
      assertTrue(outcome.output().contains("this user may not"), outcome.output());
    }
  }

  private static void assumeRoot(String why) {
    boolean root = "root".equals(System.getProperty("user.name"));
    if (!root) {
      System.out.println("Skipped without root: " + why);
    }
    assumeTrue(root, why);
  }

  private static void openToOthers(Path folder) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  // --- real servers

  private static Path image(Path output) {
    int status =
        ToolProvider.findFirst("jlink")
            .orElseThrow()
            .run(
                System.out,
                System.err,
                "--module-path=" + ChildProcess.MODULES,
                "--add-modules=examples.deliver",
                "--launcher=deliver=examples.deliver/examples.deliver.Deliver",
                "--compress=zip-9",
                "--strip-debug",
                "--output=" + output);
    assertEquals(0, status);
    return output;
  }

  @Test
  void linkedRuntimeDeliversToDovecotOverBothKindsOfSocket() throws Exception {
    RealServers servers = RealServers.running();
    Path program = image(folder.resolve("image")).resolve("bin/deliver");
    for (String url :
        List.of(
            "lmtp+unix:" + servers.setting("dovecot.lmtp.socket"),
            "lmtp://127.0.0.1:" + servers.port("dovecot.lmtp"))) {
      String mark = RealServers.mark();
      ChildProcess.Result outcome =
          ChildProcess.program(program)
              .with("--server", url, "--from", ALICE, ALICE, NOBODY, BOB)
              .reading((RealServers.header(mark) + "Grüße\r\n.\r\n").getBytes(UTF_8))
              .run(Map.of());
      assertEquals(NO_USER, outcome.status(), outcome.output());
      assertTrue(outcome.output().contains(ALICE + " delivered: 250"), outcome.output());
      assertTrue(outcome.output().contains(NOBODY + " refused: 550 5.1.1"), outcome.output());
      for (String mailbox : List.of("alice", "bob")) {
        String stored = servers.stored("dovecot", mailbox, mark).getFirst();
        assertTrue(stored.endsWith(RealServers.asStored("\r\n\r\nGrüße\r\n.\r\n")), stored);
      }
    }
  }

  /**
   * Postfix passes messages for agent.example.test to the program by pipe(8), and it to Dovecot.
   */
  @Test
  void postfixCallsItAsADeliveryAgent() throws Exception {
    RealServers servers = RealServers.running();
    Path agents = Path.of(servers.setting("postfix.agents"));
    Path image = image(agents.resolve("image" + RealServers.mark()));
    Path link = Files.createSymbolicLink(agents.resolve("next"), image);
    Files.move(link, agents.resolve("current"), StandardCopyOption.ATOMIC_MOVE);
    String mark = RealServers.mark();
    Mail mail =
        Mail.of(
            Envelope.of(
                ALICE,
                "bob@agent.example.test",
                "nobody@agent.example.test",
                "full@agent.example.test"),
            Content.of(RealServers.header(mark) + "Grüße\r\n.\r\n" + "x\r\n".repeat(1000)));
    assertTrue(servers.smtp("postfix.relay").build().send(mail).isComplete());
    // Postfix puts the program's output into the bounce message.
    String bounces = servers.stored("postfix", "alice", mark, 1).getFirst().replaceAll("\\s+", " ");
    assertTrue(bounces.contains("nobody@example.test refused: 550 5.1.1"), bounces);
    assertTrue(bounces.contains("full@example.test refused: 552 5.2.2"), bounces);
    String stored = servers.stored("dovecot", "bob", mark, 1).getFirst();
    assertTrue(stored.contains(RealServers.asStored("\r\n\r\nGrüße\r\n.\r\nx\r\n")), stored);
    assertTrue(stored.contains("Return-Path: <alice@example.test>"), stored);
  }
}
