package smtp.mailer.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import smtp.api.Extension;
import smtp.api.Mail;
import smtp.api.RecipientResult;
import smtp.api.Reply;
import smtp.api.SmtpMessageException;
import smtp.api.SmtpNotSupportedException;
import smtp.mailer.internal.FakeServer.Answer;
import smtp.mailer.internal.FakeServer.Committed;
import smtp.mailer.status.Outcome;

/**
 * Random schedules in virtual time: messages are submitted, cancelled, refused and deferred,
 * connections break, servers go down and come back, the mailer is closed. The servers' own records
 * are the truth.
 */
class SchedulesTest {

  private static final int SCHEDULES = Integer.getInteger("smtp.mailer.schedules", 4000);

  @Test
  void everyMessageHasOneTrueOutcomeWhateverHappens() {
    Map<String, Integer> kinds = new HashMap<>();
    for (int seed = 0; seed < SCHEDULES; seed++) {
      Schedule schedule = new Schedule(seed);
      try {
        schedule.run();
        schedule.check(kinds);
      } catch (RuntimeException | Error e) {
        throw new AssertionError("With the seed " + seed + ": " + e, e);
      }
    }
    System.out.println(SCHEDULES + " schedules, recipients: " + kinds);
    assertEquals(Set.of("Accepted", "Refused", "Unknown", "NotSent"), kinds.keySet());
  }

  private static final class Schedule {
    private final Random random;
    private final FakeServer first = new FakeServer("first");
    private final FakeServer second = new FakeServer("second");
    private final Simulation simulation;
    private final int window;
    private final List<QueuedMessage> messages = new ArrayList<>();
    private final Set<QueuedMessage> stopped = new HashSet<>();
    private int lost;
    private boolean closed;

    Schedule(int seed) {
      random = new Random(seed);
      var options = Simulation.options(first, second);
      options.connections = 1 + random.nextInt(4);
      options.window = window = 1 + random.nextInt(8);
      options.messagesPerConnection = 1 + random.nextInt(30);
      options.timeToLive = Duration.ofSeconds(30 + random.nextInt(100));
      if (random.nextInt(4) == 0) {
        options.rate = Optional.of(new Settings.Rate(5, Duration.ofSeconds(1)));
      }
      simulation = new Simulation(seed, options.settings());
      List.of(first, second).forEach(this::misbehave);
    }

    private void misbehave(FakeServer server) {
      int badness = random.nextInt(4);
      server.answers(mail -> random.nextInt(10) < badness * 2 ? anything(mail) : FakeServer.ACCEPT);
      server.during(() -> {
        if (random.nextInt(4) == 0) {
          act();
        }
      });
      server.roundTrip(() -> simulation.spend(Duration.ofMillis(random.nextInt(200))));
    }

    private Answer anything(Mail mail) {
      return switch (random.nextInt(9)) {
        case 0 -> new Answer.Refuse(Reply.of(550, "5.1.1 no"));
        case 1 -> new Answer.Refuse(Reply.of(451, "4.3.0 later"));
        case 2 -> new Answer.Refuse(Reply.of(450, "4.7.1 slow down"));
        case 3 -> loses(new Answer.Lose());
        case 4 -> loses(new Answer.LoseAfter(random.nextBoolean()));
        case 5 -> loses(new Answer.End("4.3.2 bye"));
        case 6 -> new Answer.Fail(new SmtpMessageException("bad"), random.nextBoolean());
        case 7 -> new Answer.Fail(new SmtpNotSupportedException("m", Extension.DSN), false);
        default -> each(mail);
      };
    }

    private Answer loses(Answer answer) {
      lost++;
      return answer;
    }

    private Answer each(Mail mail) {
      List<Reply> replies = new ArrayList<>();
      mail.envelope()
          .recipients()
          .forEach(one ->
              replies.add(
                  switch (random.nextInt(3)) {
                    case 0 -> FakeServer.OK;
                    case 1 -> Reply.of(450, "4.2.1 busy");
                    default -> Reply.of(550, "5.1.1 no");
                  }));
      return new Answer.Each(replies);
    }

    void run() {
      for (int i = 0; i < 60; i++) {
        act();
      }
      if (random.nextBoolean()) {
        end();
      }
      simulation.passUntilIdle();
    }

    private void act() {
      switch (random.nextInt(12)) {
        case 0, 1, 2, 3 -> submit();
        case 4, 5, 6 -> simulation.stepOne();
        case 7 -> simulation.pass(Duration.ofMillis(random.nextInt(3000)));
        case 8 -> cancel();
        case 9 -> reach(first);
        case 10 -> reach(second);
        default -> simulation.settle();
      }
    }

    private void submit() {
      if (closed) {
        return;
      }
      String name = "m" + messages.size();
      String[] recipients = new String[1 + random.nextInt(3)];
      for (int i = 0; i < recipients.length; i++) {
        recipients[i] = "u" + i + "@example.net";
      }
      messages.add(simulation.dispatcher.submit(Simulation.message(name, recipients)));
    }

    private void cancel() {
      if (!messages.isEmpty()) {
        QueuedMessage message = messages.get(random.nextInt(messages.size()));
        if (message.cancel()) {
          stopped.add(message);
        }
      }
    }

    private void reach(FakeServer server) {
      server.unreachable(random.nextBoolean() ? FakeServer.down() : null);
    }

    private void end() {
      closed = true;
      simulation.dispatcher.close();
      simulation.pass(Duration.ofSeconds(random.nextInt(20)));
      simulation.dispatcher.stop();
    }

    void check(Map<String, Integer> kinds) {
      assertEquals(messages.size(), simulation.settled(), "one outcome for each message");
      int unknown = 0;
      for (QueuedMessage message : messages) {
        Outcome outcome = message.outcome().getNow(null);
        Outcome known = outcome == null ? message.outcome().join() : outcome;
        checkTrue(message, known, kinds);
        unknown += known.result().unknown().isEmpty() ? 0 : 1;
      }
      assertTrue(unknown <= window * Math.max(1, lost), "unknown " + unknown + ", lost " + lost);
      assertEquals(0, simulation.connections(), "no connection is left");
      assertEquals(Surroundings.NEVER, simulation.alarm(), "nothing is left to wait for");
      assertEquals(0, first.open + second.open, "every session was closed");
    }

    private void checkTrue(QueuedMessage message, Outcome outcome, Map<String, Integer> kinds) {
      List<RecipientResult> results = outcome.result().recipients();
      assertEquals(message.message().envelope().recipients().size(), results.size());
      for (RecipientResult result : results) {
        long times = committed(message, result.recipient().toString());
        String kind = result.getClass().getSimpleName();
        kinds.merge(kind, 1, Integer::sum);
        long most = result instanceof RecipientResult.Unknown ? 1 : 0;
        long least = 0;
        if (result instanceof RecipientResult.Accepted) {
          most = 1;
          least = 1;
        }
        assertTrue(times >= least && times <= most, kind + " and committed " + times + " times");
        boolean sure = !(result instanceof RecipientResult.NotSent) || outcome.failure() != null;
        assertTrue(sure, "not sent, and nobody says why");
      }
      if (stopped.contains(message)) {
        assertEquals(0, outcome.result().accepted().size(), "cancelled, and sent");
      }
    }

    private long committed(QueuedMessage message, String recipient) {
      Committed sought = new Committed(FakeServer.subject(message.message()), recipient);
      return java.util.stream.Stream.of(first, second)
          .flatMap(server -> server.committed.stream())
          .filter(sought::equals)
          .count();
    }
  }
}
