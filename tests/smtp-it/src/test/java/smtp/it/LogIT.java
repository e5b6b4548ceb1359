package smtp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import smtp.api.Credentials;
import smtp.api.SmtpException;
import smtp.api.SmtpSession;
import smtp.core.SmtpClient;
import smtp.testkit.ScriptedServer;

/** What the library logs with {@code System.Logger} and {@code java.util.logging}. */
class LogIT {

  private static final String DIALOGUE =
      """
      S: 220 {0} hi
      C: EHLO *
      S: 250-hi
      S: 250 AUTH PLAIN
      C: AUTH PLAIN *
      S: 235 ok
      C: MAIL FROM:<ann@example.org>
      S: 250 ok
      C: QUIT
      S: 221 bye
      """;

  private final Logger logger = Logger.getLogger("smtp.session");
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Handler handler =
      new Handler() {
        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord entry) {
          lines.add(entry.getLevel() + " " + formatter.formatMessage(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    handler.setLevel(Level.ALL);
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
  }

  @AfterEach
  void stop() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
    logger.setLevel(null);
  }

  private void talk(UnaryOperator<SmtpClient.Builder> options) throws Exception {
    try (var server = ScriptedServer.start(DIALOGUE)) {
      SmtpClient.Builder builder =
          SmtpClient.builder(server.host(), server.port())
              .credentials(Credentials.password("tim", "tanstaaftanstaaf"))
              .allowUnencryptedCredentials();
      try (SmtpSession session = options.apply(builder).build().connect()) {
        session.mail("ann@example.org");
      }
      server.assertCompleted();
    }
  }

  @Test
  void nothingIsLoggedByDefault() throws Exception {
    talk(builder -> builder);
    assertEquals(List.of(), lines);
  }

  @Test
  void debugLevelLogsConnections() throws Exception {
    logger.setLevel(Level.FINE);
    talk(builder -> builder);
    assertEquals(4, lines.size(), lines::toString);
    assertTrue(lines.stream().allMatch(line -> line.matches("FINE session [0-9,]+: .*")));
    assertTrue(lines.get(0).contains(": connecting to localhost:"), lines::toString);
    assertTrue(lines.get(2).endsWith(": authenticated with PLAIN"), lines::toString);
    assertTrue(lines.get(3).endsWith(": closed"), lines::toString);
  }

  @Test
  void traceLevelLogsCommandsAndRepliesWithoutSecrets() throws Exception {
    logger.setLevel(Level.FINER);
    talk(builder -> builder);
    String all = String.join("\n", lines);
    assertTrue(all.contains(": C: AUTH PLAIN ***"), all);
    assertTrue(all.contains(": C: MAIL FROM:<ann@example.org>"), all);
    assertTrue(all.contains(": S: 220 {0} hi ("), all);
    assertFalse(all.contains("tanstaaf") || all.contains("AHRpbQ"), all);
  }

  @Test
  void addressesAreHiddenOnRequest() throws Exception {
    logger.setLevel(Level.FINER);
    talk(SmtpClient.Builder::hideAddresses);
    String all = String.join("\n", lines);
    assertTrue(all.contains(": C: MAIL FROM:<***>"), all);
    assertFalse(all.contains("ann@example.org"), all);
  }

  @Test
  void droppedSessionsAreLoggedOnce() throws Exception {
    Logger core = Logger.getLogger("smtp.core");
    core.addHandler(handler);
    try (var server = ScriptedServer.start("S: 220 hi\nEOF\n", "S: 220 hi\nEOF\n")) {
      SmtpClient client = SmtpClient.builder(server.host(), server.port()).build();
      open(client);
      open(client);
      while (lines.isEmpty()) {
        System.gc();
        Thread.onSpinWait();
      }
      server.assertCompleted();
    } finally {
      core.removeHandler(handler);
    }
    assertEquals(1, lines.size(), lines::toString);
    assertTrue(lines.getFirst().contains("Close each session"), lines::toString);
  }

  private static void open(SmtpClient client) throws SmtpException {
    client.open();
  }
}
