package smtp.mailer.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.api.Reply;
import smtp.api.SmtpConnectException;
import smtp.mailer.internal.FakeServer.Answer;
import smtp.mailer.status.MailerSnapshot;

/** How a mailer uses connections and servers. */
class ConnectionRulesTest {

  private final FakeServer server = new FakeServer("one");
  private final FakeServer second = new FakeServer("two");

  private Simulation start(Consumer<Simulation.Options> change) {
    var options = Simulation.options(server);
    change.accept(options);
    return options.start();
  }

  private static List<QueuedMessage> submit(Simulation simulation, int count) {
    return IntStream.range(0, count).mapToObj(i -> simulation.submit("m" + i)).toList();
  }

  private static MailerSnapshot.Server first(Simulation simulation) {
    return simulation.dispatcher.snapshot().servers().getFirst();
  }

  @Test
  void messagesAreHandedOutInTheOrderOfTheirSubmission() {
    Simulation one = start(options -> options.connections = 1);
    submit(one, 30);
    one.settle();
    List<String> expected = IntStream.range(0, 30).mapToObj(i -> "1 m" + i).toList();
    assertEquals(expected, server.log);
  }

  @Test
  void batchIsAtMostAWindow() {
    Simulation one =
        start(options -> {
          options.connections = 1;
          options.window = 7;
        });
    submit(one, 20);
    one.settle();
    assertEquals(List.of(7, 7, 6), server.batches);
  }

  @Test
  void whatComesDuringABatchGoesWithIt() {
    Simulation one = start(options -> options.connections = 1);
    List<Integer> left = new ArrayList<>(List.of(1, 2, 3));
    server.during(() -> {
      if (!left.isEmpty()) {
        one.submit("later" + left.removeFirst());
      }
    });
    one.submit("first");
    one.settle();
    assertEquals(List.of(4), server.batches);
  }

  @Test
  void connectionIsOpenedOnlyIfOneWaitsAndNoneIsIdle() {
    Simulation simulation = start(options -> options.connections = 4);
    simulation.submit("a");
    simulation.settle();
    simulation.submit("b");
    simulation.settle();
    assertEquals(1, server.opened);
    submit(simulation, 9);
    simulation.settle();
    assertEquals(4, server.opened);
    assertEquals(4, server.mostOpen);
  }

  @Test
  void idleConnectionsAreClosedAndNothingIsLeft() {
    Simulation simulation = start(options -> {});
    submit(simulation, 5);
    simulation.pass(Duration.ofSeconds(29));
    assertEquals(2, server.open);
    simulation.pass(Duration.ofSeconds(2));
    assertEquals(0, server.open);
    assertEquals(0, simulation.connections());
    assertEquals(Surroundings.NEVER, simulation.alarm());
  }

  @Test
  void connectionEndsAfterItsMessages() {
    Simulation one =
        start(options -> {
          options.connections = 1;
          options.messagesPerConnection = 10;
        });
    submit(one, 25);
    one.settle();
    assertEquals(3, server.opened);
    assertEquals(1, server.mostOpen);
  }

  @Test
  void oldConnectionIsReplaced() {
    Simulation one = start(options -> options.connections = 1);
    for (int i = 0; i < 70; i++) {
      one.submit("m" + i);
      one.pass(Duration.ofSeconds(20));
    }
    // 23 minutes: connections live for 9 to 10.
    assertEquals(3, server.opened);
  }

  @Test
  void connectionThatRestedIsTriedBeforeItGetsAMessage() {
    Simulation one = start(options -> options.connections = 1);
    one.submit("a");
    one.pass(Duration.ofSeconds(4));
    one.submit("b");
    one.settle();
    assertEquals(0, server.noops);
    one.pass(Duration.ofSeconds(6));
    server.deaf = true;
    QueuedMessage message = one.submit("c");
    one.settle();
    assertEquals(1, server.noops);
    assertTrue(message.outcome().join().isComplete());
    assertEquals(1, message.attempts, "the message was not risked");
    assertEquals(2, server.opened);
  }

  @Test
  void unknownOutcomesAreAtMostAWindowForEachLostConnection() {
    server.bySession(session -> new Answer.LoseAfter(false));
    Simulation one = start(options -> options.connections = 1);
    List<QueuedMessage> all = submit(one, 40);
    one.settle();
    long unknown = all.stream().filter(each -> each.outcome().getNow(null) != null).count();
    assertTrue(unknown <= 20L * server.opened, unknown + " by " + server.opened);
  }

  @Test
  void windowBeginsAgainAtOneAfterAnUnknownOutcomeAndDoubles() {
    server.bySession(
        session -> session.number() == 1 ? new Answer.LoseAfter(true) : FakeServer.ACCEPT);
    Simulation one = start(options -> options.connections = 1);
    submit(one, 40);
    one.settle();
    assertEquals(List.of(20, 1, 2, 4, 8, 16, 8), server.batches);
  }

  @Test
  void serverThatEndsSessionsIsGivenThatManyMessagesAConnection() {
    server.bySession(
        session -> session.answered() == 3 ? new Answer.End("4.7.1 enough") : FakeServer.ACCEPT);
    Simulation one = start(options -> options.connections = 1);
    List<QueuedMessage> all = submit(one, 12);
    one.settle();
    one.pass(Duration.ofSeconds(30));
    assertTrue(all.stream().allMatch(each -> each.outcome().join().isComplete()));
    assertEquals(12, server.committed.size());
    assertEquals(4, server.opened);
    assertEquals(OptionalInt.of(3), first(one).messagesPerConnection());
    one.pass(Duration.ofMinutes(10));
    assertEquals(OptionalInt.empty(), first(one).messagesPerConnection(), "it is forgotten");
  }

  @Test
  void serverThatIsDownIsTriedByOneConnectionWithGrowingWaits() {
    server.unreachable(FakeServer.down());
    List<String> waits = new ArrayList<>();
    Simulation simulation =
        start(options ->
            options.listener =
                new smtp.mailer.status.MailerListener() {
                  @Override
                  public void onServerDown(
                      String name, smtp.api.SmtpException why, Duration retryIn) {
                    waits.add(Math.round(retryIn.toMillis() / 1000.0 / 0.9) + "");
                  }
                });
    submit(simulation, 10);
    simulation.settle();
    assertEquals(1, waits.size(), "one failure, not one for each message or connection");
    simulation.pass(Duration.ofSeconds(20));
    assertTrue(waits.size() >= 4 && waits.size() <= 6, waits::toString);
    assertNotNull(first(simulation).failure());

    server.unreachable(null);
    simulation.pass(Duration.ofSeconds(40));
    assertEquals(10, server.committed.size());
    assertTrue(first(simulation).isUp());
  }

  @Test
  void messagesGoToTheNextServerAndBackWhenTheFirstIsUp() {
    server.unreachable(FakeServer.down());
    Simulation both = Simulation.options(server, second).start();
    submit(both, 10);
    both.settle();
    assertEquals(10, second.committed.size());

    server.unreachable(null);
    both.pass(Duration.ofSeconds(2));
    submit(both, 10);
    both.pass(Duration.ofSeconds(2));
    submit(both, 10);
    both.settle();
    assertTrue(server.committed.size() >= 10, "back at the first: " + server.committed.size());
    assertEquals(30, server.committed.size() + second.committed.size());
  }

  @Test
  void serverThatRefusesFurtherConnectionsIsNotDown() {
    Simulation simulation = start(options -> options.connections = 4);
    List<Runnable> limit = new ArrayList<>();
    limit.add(() -> server.unreachable(server.open >= 2 ? FakeServer.down() : null));
    server.during(() -> limit.getFirst().run());
    submit(simulation, 2);
    simulation.settle();
    server.unreachable(FakeServer.down());
    List<QueuedMessage> all = submit(simulation, 40);
    simulation.settle();
    assertTrue(all.stream().allMatch(each -> each.outcome().join().isComplete()));
    assertTrue(first(simulation).isUp());
  }

  @Test
  void serverThatTakesNothingOverANewConnectionIsTriedAgainLater() {
    server.full = true;
    Simulation simulation = start(options -> {});
    QueuedMessage message = simulation.submit("a");
    simulation.pass(Duration.ofSeconds(10));
    assertTrue(server.opened <= 11, server.opened + " connections in ten seconds");
    server.full = false;
    simulation.pass(Duration.ofSeconds(10));
    assertTrue(message.outcome().join().isComplete());
    assertEquals(1, message.attempts);
  }

  @Test
  void wrongConfigurationIsToldAtOnce() {
    var wrong = new SmtpConnectException("535 wrong password", Reply.of(535, "5.7.8 no"));
    server.unreachable(wrong);
    Simulation simulation = start(options -> {});
    List<QueuedMessage> all = submit(simulation, 3);
    simulation.settle();
    assertTrue(all.stream().allMatch(each -> each.state == QueuedMessage.State.SETTLED));
    assertEquals(wrong, all.getFirst().outcome().join().failure());

    server.unreachable(null);
    simulation.pass(Duration.ofSeconds(2));
    QueuedMessage later = simulation.submit("later");
    simulation.settle();
    assertTrue(later.outcome().join().isComplete(), "it is tried again");
  }

  @Test
  void loginThatOnceWorkedIsWaitedFor() {
    Simulation simulation = start(options -> {});
    simulation.submit("a");
    simulation.pass(Duration.ofMinutes(1));
    server.unreachable(new SmtpConnectException("no", Reply.of(535, "5.7.8 no")));
    QueuedMessage waiting = simulation.submit("b");
    simulation.settle();
    assertFalse(waiting.outcome().isDone());
    server.unreachable(null);
    simulation.pass(Duration.ofSeconds(5));
    assertTrue(waiting.outcome().join().isComplete());
  }

  @Test
  void rateIsSharedByAllConnections() {
    Simulation simulation =
        start(options -> {
          options.connections = 4;
          options.rate = Optional.of(new Settings.Rate(14, Duration.ofSeconds(1)));
        });
    submit(simulation, 200);
    for (int second = 1; second <= 5; second++) {
      simulation.pass(Duration.ofSeconds(1));
      int most = 14 + 14 * second;
      assertTrue(server.committed.size() <= most, server.committed.size() + " of " + most);
      assertTrue(server.committed.size() >= 13 * second, "too slow: " + server.committed.size());
    }
  }

  @Test
  void tokensGatherSoThatBatchesAreNotOfOne() {
    Simulation simulation =
        start(options -> options.rate = Optional.of(new Settings.Rate(40, Duration.ofSeconds(1))));
    submit(simulation, 400);
    simulation.pass(Duration.ofSeconds(9));
    double mean = server.batches.stream().mapToInt(i -> i).average().orElse(0);
    assertTrue(mean >= 5, "mean batch " + mean);
  }

  @Test
  void serverThatAsksToSlowDownGetsHalfAndThenMoreAgain() {
    boolean[] asking = {true};
    server.answers(mail ->
        asking[0] ? new Answer.Refuse(Reply.of(451, "4.7.1 slow down")) : FakeServer.ACCEPT);
    Simulation simulation =
        start(options -> options.rate = Optional.of(new Settings.Rate(100, Duration.ofSeconds(1))));
    simulation.submit("a");
    simulation.settle();
    assertEquals(50, first(simulation).rate().orElseThrow(), 1);
    asking[0] = false;
    submit(simulation, 100);
    simulation.pass(Duration.ofMinutes(2));
    simulation.submit("b");
    simulation.settle();
    assertEquals(100, first(simulation).rate().orElseThrow(), 1);
  }

  @Test
  void serverWithoutARateIsSlowedToHalfOfWhatItGotAndSetFreeLater() {
    boolean[] asking = {false};
    server.answers(
        mail -> asking[0] ? new Answer.Refuse(Reply.of(450, "4.7.0 too many")) : FakeServer.ACCEPT);
    Simulation simulation = start(options -> {});
    submit(simulation, 60);
    simulation.settle();
    asking[0] = true;
    simulation.submit("slow");
    simulation.settle();
    double rate = first(simulation).rate().orElseThrow();
    assertTrue(rate >= 25 && rate <= 31, "half of 61: " + rate);
    asking[0] = false;
    simulation.pass(Duration.ofMinutes(3));
    submit(simulation, 2);
    simulation.settle();
    assertTrue(first(simulation).rate().isEmpty());
  }

  @Test
  void largeMessagesLeaveAConnectionToSmallOnes() {
    Simulation simulation = start(options -> options.connections = 2);
    byte[] big = new byte[300_000];
    java.util.Arrays.fill(big, (byte) 'x');
    System.arraycopy(
        "Subject: big\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, big, 0, 16);
    List<Integer> largeAtOnce = new ArrayList<>();
    int[] large = {0};
    server.during(() -> {});
    for (int i = 0; i < 4; i++) {
      simulation.dispatcher.submit(
          Mail.of(Envelope.of("a@example.org", "u@example.net"), Content.of(big)));
      simulation.submit("small" + i);
    }
    server.roundTrip(() -> largeAtOnce.add(large[0]));
    simulation.settle();
    assertEquals(8, server.committed.size());
    assertTrue(server.batches.size() >= 5, "a large one ends its batch: " + server.batches);
  }
}
