package smtp.core.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import smtp.api.Phase;
import smtp.api.SessionListener;
import smtp.api.SmtpInterruptedException;
import smtp.api.Timeouts;
import smtp.core.internal.net.Watch;

class ConnectionTest {

  private final Watch watch = Watch.start();

  @AfterEach
  void release() {
    watch.release();
  }

  /** The guard may strike when a wait has just ended by itself. */
  @Test
  void interruptBetweenTwoWaitsIsToldAsWhatItIs() throws Exception {
    FakeLink link =
        new FakeLink(1, "220 hi\n") {
          @Override
          public int read(ByteBuffer into) throws IOException {
            int count = super.read(into);
            while (into.get(into.position() - 1) == '\n' && watch.verdict() == null) {
              Thread.currentThread().interrupt();
              Thread.onSpinWait();
            }
            return count;
          }
        };
    Timing timing = new Timing(Timeouts.of(Duration.ofSeconds(20)), null);
    Connection connection = new Connection(link, watch, timing, SessionListener.NONE);
    assertEquals(220, connection.greeting().code());
    assertThrows(
        SmtpInterruptedException.class,
        () -> connection.command(Phase.COMMAND, "NOOP", 512, false));
    assertTrue(Thread.interrupted(), "the flag is gone");
  }
}
