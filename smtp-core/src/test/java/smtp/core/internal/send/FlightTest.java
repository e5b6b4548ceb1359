package smtp.core.internal.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import smtp.api.Reply;
import smtp.api.SmtpException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.core.internal.connection.Connection;
import smtp.core.internal.connection.Connections;
import smtp.core.internal.connection.FakeLink;
import smtp.core.internal.connection.Item;
import smtp.core.internal.connection.ReplyReceiver;
import smtp.core.internal.net.Watch;
import smtp.core.internal.peer.ServerQuirks;

/** Replies are matched to the commands that they answer, also when a write fails. */
class FlightTest {

  private final Watch watch = Watch.start();
  private final List<String> booked = new ArrayList<>();

  @AfterEach
  void release() {
    watch.release();
  }

  private Connection connection(int writes, String says) {
    return connection(new FakeLink(writes, says));
  }

  private Connection connection(FakeLink link) {
    return Connections.over(link, watch);
  }

  private static Flight flight(Connection connection, boolean pipelining) {
    Flight flight = new Flight(connection, new ServerQuirks());
    flight.pipelining(pipelining);
    return flight;
  }

  private void add(Flight flight, String command) throws SmtpException {
    flight.add(
        Connections.command(command),
        Item.COMMAND,
        (item, index, reply) -> booked.add(command + " " + reply.code()));
  }

  /** Expects a reply that does not come. */
  private static void addNotDue(Flight flight) {
    ReplyReceiver receiver =
        new ReplyReceiver() {
          @Override
          public void receive(Item item, int index, Reply reply) {
            throw new AssertionError("a reply that is not due: " + reply);
          }

          @Override
          public boolean isDue(Item item) {
            return false;
          }
        };
    flight.expectMore(1, Item.END, receiver);
  }

  @Test
  void replyThatIsNotDueIsNotAwaited() throws Exception {
    Connection connection = connection(9, "250 a\n251 b\n");
    Flight flight = flight(connection, true);
    add(flight, "A");
    addNotDue(flight);
    add(flight, "B");
    flight.readAll();
    assertEquals(List.of("A 250", "B 251"), booked);
    connection.settle();
    assertTrue(connection.isOpen(), "it counts on another reply");
  }

  @Test
  void salvagedRepliesSkipCommandsThatAreNotDue() {
    Flight flight = flight(connection(0, "250 a\n251 b\n252 c\n"), true);
    assertThrows(
        SmtpServerDisconnectedException.class,
        () -> {
          add(flight, "A");
          addNotDue(flight);
          add(flight, "B");
          addNotDue(flight);
          flight.readAll();
        });
    flight.receiveSalvaged();
    assertEquals(List.of("A 250", "B 251"), booked);
  }

  @Test
  void repliesComeInOrder() throws Exception {
    Flight flight = flight(connection(9, "250 a\n550 b\n251 c\n"), true);
    add(flight, "A");
    add(flight, "B");
    add(flight, "C");
    assertEquals(List.of(), booked);
    flight.readAll();
    assertEquals(List.of("A 250", "B 550", "C 251"), booked);
  }

  @Test
  void withoutPipeliningEachReplyIsAwaited() throws Exception {
    Flight flight = flight(connection(9, "250 a\n550 b\n"), false);
    add(flight, "A");
    assertEquals(List.of(), booked);
    add(flight, "B");
    assertEquals(List.of("A 250"), booked);
    flight.readAll();
    assertEquals(List.of("A 250", "B 550"), booked);
  }

  /** Otherwise client and server could each wait for the other to read. */
  @Test
  void unansweredCommandsAreLimitedByTheSendBuffer() throws Exception {
    FakeLink link = new FakeLink(Integer.MAX_VALUE, "250 ok\n".repeat(10_000));
    Flight flight = flight(connection(link), true);
    int most = 0;
    for (int sent = 1; sent <= 10_000; sent++) {
      add(flight, "N" + sent);
      int due = sent - booked.size();
      most = Math.max(most, due);
      assertTrue(due <= 200 || flight.unanswered() <= link.sendBuffer() / 2, () -> due + " due");
    }
    flight.readAll();
    assertEquals(10_000, booked.size());
    assertTrue(most > 1000, "a window of " + most);
  }

  @Test
  void fewLongCommandsAreUnanswered() throws Exception {
    FakeLink link = new FakeLink(Integer.MAX_VALUE, "250 ok\n".repeat(1000));
    Flight flight = flight(connection(link), true);
    assertEquals(0, flight.unanswered());
    int most = 0;
    for (int sent = 1; sent <= 1000; sent++) {
      add(flight, "N" + "x".repeat(100));
      most = Math.max(most, sent - booked.size());
    }
    assertTrue(most <= 200, most + " due");
    flight.readAll();
    assertEquals(0, flight.unanswered());
  }

  @Test
  void salvagedRepliesBelongToTheFirstThatIsDue() throws Exception {
    Flight flight = flight(connection(0, "550 a\n250 b\n"), true);
    add(flight, "A");
    add(flight, "B");
    add(flight, "C");
    assertThrows(SmtpServerDisconnectedException.class, flight::readAll);
    flight.receiveSalvaged();
    assertEquals(List.of("A 550", "B 250"), booked);
  }

  /** More commands than may be unanswered: the write that fails is not the first. */
  @Test
  void salvagedRepliesFollowWhatWasReadBefore() throws Exception {
    Flight flight = flight(connection(1, "250 0\n251 1\n252 2\n"), true);
    assertThrows(
        SmtpServerDisconnectedException.class,
        () -> {
          for (int i = 0; i < 2000; i++) {
            add(flight, "N" + i);
          }
        });
    flight.receiveSalvaged();
    assertEquals(List.of("N0 250", "N1 251", "N2 252"), booked);
  }

  @Test
  void salvaged421AnswersItsCommand() throws Exception {
    Flight flight = flight(connection(0, "250 a\n421 b\n"), true);
    add(flight, "A");
    add(flight, "B");
    var failure = assertThrows(SmtpServerDisconnectedException.class, flight::readAll);
    assertEquals(421, failure.reply().orElseThrow().code());
    flight.receiveSalvaged();
    assertEquals(List.of("A 250", "B 421"), booked);
  }

  @Test
  void received421AnswersItsCommand() throws Exception {
    Flight flight = flight(connection(9, "250 a\n421 b\n"), true);
    add(flight, "A");
    add(flight, "B");
    add(flight, "C");
    assertThrows(SmtpServerDisconnectedException.class, flight::readAll);
    flight.receiveSalvaged();
    assertEquals(List.of("A 250", "B 421"), booked);
  }
}
