package smtp.core.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import smtp.api.Phase;
import smtp.api.SessionListener;
import smtp.api.SmtpException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.api.Timeouts;
import smtp.core.internal.net.Watch;

/** Replies are booked for the command that they answer, also when a write fails on the way. */
class FlightTest {

  private final Watch watch = Watch.start();
  private final List<String> booked = new ArrayList<>();

  @AfterEach
  void release() {
    watch.release();
  }

  private Connection connection(int writes, String says) {
    Timing timing = new Timing(Timeouts.of(Duration.ofSeconds(20)), null);
    return new Connection(new FakeLink(writes, says), watch, timing, SessionListener.NONE);
  }

  private void add(Flight flight, String command) throws SmtpException {
    flight.add(Phase.COMMAND, command, reply -> booked.add(command + " " + reply.code()));
  }

  @Test
  void repliesComeInOrder() throws Exception {
    Flight flight = new Flight(connection(9, "250 a\n550 b\n251 c\n"), true);
    add(flight, "A");
    add(flight, "B");
    add(flight, "C");
    assertEquals(List.of(), booked);
    flight.land();
    assertEquals(List.of("A 250", "B 550", "C 251"), booked);
  }

  @Test
  void oneByOneEachReplyIsAwaited() throws Exception {
    Flight flight = new Flight(connection(9, "250 a\n550 b\n"), false);
    add(flight, "A");
    assertEquals(List.of("A 250"), booked);
    add(flight, "B");
    assertEquals(List.of("A 250", "B 550"), booked);
  }

  /** Else client and server could both wait for the other to read. */
  @Test
  void notTooManyRepliesAreOutstanding() throws Exception {
    Flight flight = new Flight(connection(Integer.MAX_VALUE, "250 ok\n".repeat(1000)), true);
    for (int sent = 1; sent <= 1000; sent++) {
      add(flight, "N" + sent);
      assertTrue(sent - booked.size() <= 100, () -> "unread replies: " + booked.size());
    }
    flight.land();
    assertEquals(1000, booked.size());
  }

  @Test
  void lastWordsBelongToTheFirstThatIsDue() throws Exception {
    Flight flight = new Flight(connection(0, "550 a\n250 b\n"), true);
    add(flight, "A");
    add(flight, "B");
    add(flight, "C");
    assertThrows(SmtpServerDisconnectedException.class, flight::land);
    flight.takeLastWords();
    assertEquals(List.of("A 550", "B 250"), booked);
  }

  /** More commands than may be outstanding: the write that fails is not the first. */
  @Test
  void lastWordsFollowWhatWasReadBefore() throws Exception {
    Flight flight = new Flight(connection(1, "250 0\n251 1\n252 2\n"), true);
    assertThrows(
        SmtpServerDisconnectedException.class,
        () -> {
          for (int i = 0; i < 200; i++) {
            add(flight, "N" + i);
          }
        });
    flight.takeLastWords();
    assertEquals(List.of("N0 250", "N1 251", "N2 252"), booked);
  }

  @Test
  void a421AmongLastWordsIsItsOwnCommands() throws Exception {
    Flight flight = new Flight(connection(0, "250 a\n421 b\n"), true);
    add(flight, "A");
    add(flight, "B");
    var failure = assertThrows(SmtpServerDisconnectedException.class, flight::land);
    assertEquals(421, failure.reply().orElseThrow().code());
    flight.takeLastWords();
    assertEquals(List.of("A 250", "B 421"), booked);
  }

  @Test
  void a421ThatIsReadIsItsCommandsToo() throws Exception {
    Flight flight = new Flight(connection(9, "250 a\n421 b\n"), true);
    add(flight, "A");
    add(flight, "B");
    add(flight, "C");
    assertThrows(SmtpServerDisconnectedException.class, flight::land);
    flight.takeLastWords();
    assertEquals(List.of("A 250", "B 421"), booked);
  }
}
