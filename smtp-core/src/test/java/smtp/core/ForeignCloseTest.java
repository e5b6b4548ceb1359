package smtp.core;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import smtp.api.SmtpTimeoutException;
import smtp.testkit.ScriptedServer;

/** The socket of a connector is other people's code: its close may throw anything, or block. */
class ForeignCloseTest {

  private static final Duration SHORT = Duration.ofMillis(200);

  private final CountDownLatch mayClose = new CountDownLatch(1);

  @AfterEach
  void letClose() {
    mayClose.countDown();
  }

  /** Closes itself, and then does something else. */
  private static final class Odd extends Socket {
    private final Runnable then;

    Odd(String host, int port, Runnable then) throws IOException {
      super(host, port);
      this.then = then;
    }

    @Override
    public void close() throws IOException {
      super.close();
      then.run();
    }
  }

  private static SmtpClient client(ScriptedServer server, Runnable then) {
    return Play.builder(server)
        .timeout(SHORT)
        .connector((host, port, limit) -> new Odd(host, port, then))
        .build();
  }

  private void awaitMayClose() {
    try {
      mayClose.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void errorInCloseDoesNotHideTheTimeout() throws Exception {
    Runnable fails =
        () -> {
          throw new AssertionError("close");
        };
    try (var server = Play.server("STALL\n")) {
      assertThrows(SmtpTimeoutException.class, () -> client(server, fails).connect());
    }
  }

  @Test
  void blockedCloseDoesNotExtendATimeout() throws Exception {
    try (var server = Play.server("STALL\n")) {
      assertThrows(SmtpTimeoutException.class, () -> client(server, this::awaitMayClose).connect());
    }
  }

  /** The limits of one session hold while the close of another's socket blocks. */
  @Test
  void blockedCloseOfOneDoesNotExtendTheTimeoutOfAnother() throws Exception {
    try (var server = Play.server("STALL\n", "STALL\n")) {
      assertThrows(SmtpTimeoutException.class, () -> client(server, this::awaitMayClose).connect());
      assertThrows(
          SmtpTimeoutException.class, () -> Play.builder(server).timeout(SHORT).build().connect());
    }
  }
}
