package smtp.core;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import smtp.api.SmtpException;
import smtp.testkit.Dialogue;
import smtp.testkit.ScriptedServer;

/** Sessions that nobody closes and nobody can reach any more. */
@Isolated("asks for garbage collection")
class DroppedSessionTest {

  private static final int SESSIONS = 20;

  private static void open(SmtpClient client) throws SmtpException {
    client.connect();
  }

  private static void awaitCollected(BooleanSupplier condition) {
    for (int i = 0; i < 500 && !condition.getAsBoolean(); i++) {
      System.gc();
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    assertTrue(condition.getAsBoolean());
  }

  @Test
  void droppedSessionsAreClosed() throws Exception {
    Dialogue[] dialogues =
        IntStream.range(0, SESSIONS)
            .mapToObj(i -> Dialogue.of(Play.hello() + "EOF\n"))
            .toArray(Dialogue[]::new);
    try (ScriptedServer server = ScriptedServer.start(dialogues)) {
      SmtpClient client = Play.client(server);
      for (int i = 0; i < SESSIONS; i++) {
        open(client);
      }
      awaitCollected(() -> isCompleted(server));
    }
  }

  private static boolean isCompleted(ScriptedServer server) {
    try {
      server.assertCompleted(Duration.ofMillis(1));
      return true;
    } catch (AssertionError e) {
      return false;
    }
  }
}
