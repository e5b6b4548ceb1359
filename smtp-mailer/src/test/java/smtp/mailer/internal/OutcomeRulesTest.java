package smtp.mailer.internal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Extension;
import smtp.api.Mail;
import smtp.api.RecipientResult;
import smtp.api.RecipientResult.Accepted;
import smtp.api.RecipientResult.NotSent;
import smtp.api.RecipientResult.Refused;
import smtp.api.RecipientResult.Unknown;
import smtp.api.Reply;
import smtp.api.SmtpException;
import smtp.api.SmtpMessageException;
import smtp.api.SmtpNotSupportedException;
import smtp.api.SmtpOutcomeUnknownException;
import smtp.mailer.internal.FakeServer.Answer;
import smtp.mailer.internal.FakeServer.Committed;
import smtp.mailer.status.Outcome;

/** What becomes of a message, whatever happens to the connections. */
class OutcomeRulesTest {

  private static final Reply DEFERRED = Reply.of(451, "4.3.0 later");
  private static final Reply REFUSED = Reply.of(550, "5.1.1 no such user");

  private final FakeServer server = new FakeServer("one");
  private final Simulation simulation = Simulation.options(server).start();

  private Outcome outcome(QueuedMessage message) {
    simulation.passUntilIdle();
    return message.outcome().orTimeout(10, SECONDS).join();
  }

  private static List<String> kinds(Outcome outcome) {
    return outcome.result().recipients().stream()
        .map(one -> one.recipient().mailbox().localPart() + " " + one.getClass().getSimpleName())
        .toList();
  }

  /** Answers each message with the next answer, and the last one for all others. */
  private void answers(Answer... answers) {
    List<Answer> left = new ArrayList<>(List.of(answers));
    server.answers(mail -> left.size() > 1 ? left.removeFirst() : left.getFirst());
  }

  @Test
  void acceptedMessageHasItsReply() {
    Outcome outcome = outcome(simulation.submit("u"));
    assertTrue(outcome.isComplete());
    assertNull(outcome.failure());
    assertEquals(1, outcome.attempts());
    assertEquals(1, simulation.settled());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void unknownIsFinal(boolean committed) {
    answers(new Answer.LoseAfter(committed), FakeServer.ACCEPT);
    Outcome outcome = outcome(simulation.submit("u"));
    assertInstanceOf(Unknown.class, outcome.result().recipients().getFirst());
    assertInstanceOf(SmtpOutcomeUnknownException.class, outcome.failure());
    assertEquals(1, outcome.attempts());
    assertEquals(committed ? 1 : 0, server.committed.size());
  }

  @Test
  void messageNotSentByALostConnectionGoesAgainAtOnce() {
    answers(new Answer.Lose(), FakeServer.ACCEPT);
    Outcome outcome = outcome(simulation.submit("u"));
    assertTrue(outcome.isComplete());
    assertEquals(2, outcome.attempts());
    assertEquals(Duration.ZERO, outcome.elapsed());
  }

  @Test
  void messageOnWhichConnectionsAreLostWaitsFromTheSecondTimeOn() {
    answers(new Answer.Lose(), new Answer.Lose(), new Answer.Lose(), FakeServer.ACCEPT);
    Outcome outcome = outcome(simulation.submit("u"));
    assertTrue(outcome.isComplete());
    assertEquals(Duration.ofSeconds(1 + 2), outcome.elapsed());
  }

  @Test
  void messagesBehindALossAreNotBlamedAndGoBeforeLaterOnes() {
    server.bySession(session ->
        session.number() == 1 && session.answered() == 1 ? new Answer.Lose() : FakeServer.ACCEPT);
    Simulation one = start(options -> options.connections = 1);
    var messages = submit(one, "a", "b", "c", "d");
    one.passUntilIdle();
    List<String> order = server.log.stream().map(line -> line.substring(2)).toList();
    assertEquals(List.of("a", "b", "b", "c", "d"), order);
    assertEquals(List.of(0, 1, 0, 0), messages.stream().map(message -> message.setbacks).toList());
  }

  private static List<QueuedMessage> submit(Simulation simulation, String... names) {
    return List.of(names).stream().map(simulation::submit).toList();
  }

  private Simulation start(java.util.function.Consumer<Simulation.Options> change) {
    var options = Simulation.options(server);
    change.accept(options);
    return options.start();
  }

  @Test
  void messageOnWhichAConnectionWasLostTravelsAlone() {
    server.bySession(session -> session.number() == 1 ? new Answer.Lose() : FakeServer.ACCEPT);
    Simulation one = start(options -> options.connections = 1);
    submit(one, "a", "b", "c");
    one.passUntilIdle();
    assertEquals(List.of(3, 1, 2), server.batches);
  }

  @Test
  void deferredRecipientsAreTriedAgainAndNoOthers() {
    answers(new Answer.Each(List.of(FakeServer.OK, DEFERRED, REFUSED)), FakeServer.ACCEPT);
    Mail mail = Simulation.message("m", "a@example.net", "b@example.net", "c@example.net");
    Outcome outcome = outcome(simulation.dispatcher.submit(mail));
    assertEquals(List.of("a Accepted", "b Accepted", "c Refused"), kinds(outcome));
    assertEquals(
        List.of(new Committed("m", "a@example.net"), new Committed("m", "b@example.net")),
        server.committed);
    assertEquals(Duration.ofSeconds(1), outcome.elapsed());
    assertNull(outcome.failure());
  }

  @Test
  void recipientThatTheEnvelopeHasTwiceHasTwoResults() {
    answers(new Answer.Each(List.of(DEFERRED, FakeServer.OK)), FakeServer.ACCEPT);
    Mail mail = Simulation.message("m", "a@example.net", "a@example.net");
    Outcome outcome = outcome(simulation.dispatcher.submit(mail));
    assertEquals(List.of("a Accepted", "a Accepted"), kinds(outcome));
    assertEquals(2, server.committed.size());
  }

  @Test
  void deferredMessageIsGivenUpWhenItsTimeIsOver() {
    answers(new Answer.Refuse(DEFERRED));
    Outcome outcome = outcome(simulation.submit("u"));
    Refused refused = assertInstanceOf(Refused.class, outcome.result().recipients().getFirst());
    assertEquals(DEFERRED, refused.reply());
    assertTrue(outcome.elapsed().compareTo(Duration.ofMinutes(5)) <= 0, outcome::toString);
    // After 1, 2, 4, 8, 16, 32, 60, 60, 60 seconds; the next wait would end too late.
    assertEquals(10, outcome.attempts());
  }

  @Test
  void refusalIsFinal() {
    answers(new Answer.Refuse(REFUSED), FakeServer.ACCEPT);
    Outcome outcome = outcome(simulation.submit("u"));
    assertEquals(List.of("u Refused"), kinds(outcome));
    assertEquals(1, outcome.attempts());
  }

  @Test
  void replyThatEndsTheSessionIsNotAboutTheMessage() {
    answers(new Answer.End("4.3.2 bye"), FakeServer.ACCEPT);
    Outcome outcome = outcome(simulation.submit("u"));
    assertEquals(List.of("u Accepted"), kinds(outcome));
    assertEquals(Duration.ZERO, outcome.elapsed());
  }

  @Test
  void messageThatNoServerCanTakeIsFinal() {
    var failure = new SmtpMessageException("The content could not be read");
    answers(new Answer.Fail(failure, true), FakeServer.ACCEPT);
    QueuedMessage bad = simulation.submit("bad");
    QueuedMessage good = simulation.submit("good");
    Outcome outcome = outcome(bad);
    assertEquals(List.of("bad NotSent"), kinds(outcome));
    assertSame(failure, outcome.failure());
    assertEquals(1, outcome.attempts());
    assertTrue(outcome(good).isComplete());
  }

  @Test
  void messageThatNeedsAnExtensionIsTriedOnceOnEachServer() {
    FakeServer second = new FakeServer("two");
    var missing = new SmtpNotSupportedException("no SMTPUTF8", Extension.SMTPUTF8);
    answers(new Answer.Fail(missing, false));
    Simulation both = Simulation.options(server, second).start();
    QueuedMessage message = both.submit("u");
    both.passUntilIdle();
    assertTrue(message.outcome().join().isComplete());
    assertEquals(1, second.committed.size());

    second.answers(mail -> new Answer.Fail(missing, false));
    QueuedMessage nowhere = both.submit("v");
    both.passUntilIdle();
    assertEquals(List.of("v NotSent"), kinds(nowhere.outcome().join()));
    assertEquals(2, nowhere.outcome().join().attempts());
    assertSame(missing, nowhere.outcome().join().failure());
  }

  @Test
  void notSentSaysWhyIfNoServerWasReached() {
    SmtpException down = FakeServer.down();
    server.unreachable(down);
    Outcome outcome = outcome(simulation.submit("u"));
    assertEquals(List.of("u NotSent"), kinds(outcome));
    assertSame(down, outcome.failure());
    assertEquals(0, outcome.attempts());
    assertEquals(Duration.ofMinutes(5), outcome.elapsed());
  }

  @Test
  void contentThatCanBeSentOnceGoesAgainOnlyIfItWasNotBegun() {
    answers(new Answer.Lose(), FakeServer.ACCEPT);
    Outcome unread = outcome(simulation.dispatcher.submit(once("Subject: x\r\n\r\n")));
    assertFalse(unread.isComplete(), "reading the subject for the log has used it up");
    assertEquals(1, unread.attempts());
    assertNotNull(unread.failure());
  }

  private static Mail once(String text) {
    return Mail.of(
        Envelope.of("a@example.org", "u@example.net"),
        Content.once(
            new ByteArrayInputStream(text.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
  }

  @Test
  void cancelledMessageIsNeverSent() {
    QueuedMessage message = simulation.submit("u");
    assertTrue(message.cancel());
    Outcome outcome = outcome(message);
    assertEquals(List.of("u NotSent"), kinds(outcome));
    assertEquals(List.of(), server.committed);
    assertEquals(0, outcome.attempts());
    assertTrue(message.cancel() || simulation.settled() == 1, "one outcome");
  }

  @Test
  void messageThatIsUnderWayIsNotStoppedButNotTriedAgain() {
    List<Boolean> cancelled = new ArrayList<>();
    QueuedMessage message = simulation.submit("u");
    server.during(() -> cancelled.add(message.cancel()));
    answers(new Answer.Refuse(DEFERRED), FakeServer.ACCEPT);
    Outcome outcome = outcome(message);
    assertEquals(List.of(false), cancelled);
    assertEquals(List.of("u Refused"), kinds(outcome));
    assertEquals(1, outcome.attempts());
  }

  @Test
  void cancellingWhatIsPartlyDeliveredStopsTheRest() {
    answers(new Answer.Each(List.of(FakeServer.OK, DEFERRED)), FakeServer.ACCEPT);
    QueuedMessage message =
        simulation.dispatcher.submit(Simulation.message("m", "a@example.net", "b@example.net"));
    simulation.settle();
    assertFalse(message.cancel(), "a server has it");
    Outcome outcome = outcome(message);
    assertEquals(List.of("a Accepted", "b Refused"), kinds(outcome));
  }

  @Test
  void stoppedMailerSettlesWhatWaits() {
    server.unreachable(FakeServer.down());
    QueuedMessage message = simulation.submit("u");
    simulation.settle();
    simulation.dispatcher.stop();
    Outcome outcome = outcome(message);
    RecipientResult only = outcome.result().recipients().getFirst();
    assertInstanceOf(NotSent.class, only);
    assertNotNull(outcome.failure());
    assertEquals(0, simulation.connections());
    assertFalse(only instanceof Accepted);
  }
}
