package smtp.mailer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.api.RecipientResult.NotSent;
import smtp.api.RecipientResult.Unknown;
import smtp.api.SendResult;
import smtp.api.SmtpInterruptedException;
import smtp.api.SmtpRecipientsRefusedException;
import smtp.core.SmtpClient;
import smtp.mailer.status.MailerListener;
import smtp.mailer.status.Outcome;
import smtp.mailer.status.Submission;
import smtp.testkit.Dialogue;
import smtp.testkit.ScriptedServer;

/** A mailer with real threads and real sockets. */
class MailerTest {

  private static final String HELLO =
      """
      S: 220 mail.example.org ESMTP
      C: EHLO *
      S: 250-mail.example.org
      S: 250-PIPELINING
      S: 250 CHUNKING
      """;

  private static Mail message(String to) {
    return Mail.of(Envelope.of("a@example.org", to), Content.of("Subject: Hi\r\n\r\nHello\r\n"));
  }

  private static String transaction(String to) {
    return """
    C: MAIL FROM:<a@example.org>
    C: RCPT TO:<%s>
    BDAT 22 LAST
    Subject: Hi

    Hello
    .
    """
        .formatted(to);
  }

  /** A message after another: its transaction begins with RSET. */
  private static String next(String to) {
    return "C: RSET\n" + transaction(to) + "S: 250 reset\n" + OK;
  }

  private static final String OK = "S: 250 ok\nS: 250 ok\nS: 250 ok\n";
  private static final String QUIT = "C: QUIT\nS: 221 bye\n";

  private static SmtpClient client(ScriptedServer server) {
    return SmtpClient.builder("localhost", server.port()).build();
  }

  private static ScriptedServer server(String script) throws Exception {
    return ScriptedServer.builder(Dialogue.of(script)).start();
  }

  @Test
  void oneConnectionServesSeveralCalls() throws Exception {
    String script = HELLO + transaction("u@example.net") + OK + next("v@example.net") + QUIT;
    try (var server = server(script)) {
      try (Mailer mailer = Mailer.builder(client(server)).build()) {
        assertTrue(mailer.send(message("u@example.net")).isComplete());
        assertTrue(mailer.send(message("v@example.net")).isComplete());
        assertEquals(2, mailer.snapshot().totals().delivered());
      }
      server.assertCompleted();
    }
  }

  @Test
  void refusalIsThrownAsTheClientThrowsIt() throws Exception {
    String script =
        HELLO + transaction("u@example.net") + "S: 250 ok\nS: 550 no\nS: 554 none\n" + QUIT;
    try (var server = server(script)) {
      try (Mailer mailer = Mailer.builder(client(server)).build()) {
        var failure =
            assertThrows(
                SmtpRecipientsRefusedException.class, () -> mailer.send(message("u@example.net")));
        assertEquals(1, failure.result().orElseThrow().refused().size());
      }
      server.assertCompleted();
    }
  }

  @Test
  void failureWithoutAnAttemptSaysWhyAndHasAResult() {
    SmtpClient nowhere = SmtpClient.builder("localhost", 1).build();
    try (Mailer mailer = Mailer.builder(nowhere).timeToLive(Duration.ofMillis(100)).build()) {
      var failure =
          assertThrows(MailerException.class, () -> mailer.send(message("u@example.net")));
      assertTrue(failure.getMessage().contains("localhost:1"), failure.getMessage());
      assertInstanceOf(NotSent.class, failure.result().orElseThrow().recipients().getFirst());
    }
  }

  @Test
  void stagesOfAnOutcomeRunOnThreadsOfTheirOwnAndMayBlock() throws Exception {
    String script = HELLO + transaction("u@example.net") + OK + next("v@example.net") + QUIT;
    CountDownLatch blocked = new CountDownLatch(1);
    try (var server = server(script)) {
      try (Mailer mailer = Mailer.builder(client(server)).connections(1).build()) {
        CompletableFuture<Thread> stage =
            mailer
                .submit(message("u@example.net"))
                .outcome()
                .thenApply(outcome -> {
                  await(blocked);
                  return Thread.currentThread();
                });
        mailer.submit(message("v@example.net")).await();
        assertFalse(stage.isDone());
        blocked.countDown();
        assertNotSame(Thread.currentThread(), stage.get(10, TimeUnit.SECONDS));
      }
      server.assertCompleted();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void sendAllReportsInOrder() throws Exception {
    List<String> addresses = IntStream.range(0, 5).mapToObj(i -> "u" + i + "@example.net").toList();
    List<String> reported = new ArrayList<>();
    try (var server = server(HELLO + oneByOne(addresses) + QUIT)) {
      try (Mailer mailer = Mailer.builder(client(server)).connections(1).window(1).build()) {
        mailer.sendAll(
            addresses.stream().map(MailerTest::message).iterator(),
            (mail, result, failure) ->
                reported.add(mail.envelope().recipients().getFirst().toString()));
      }
      server.assertCompleted();
    }
    assertEquals(addresses, reported);
  }

  private static String oneByOne(List<String> addresses) {
    StringBuilder all = new StringBuilder(transaction(addresses.getFirst())).append(OK);
    addresses.stream().skip(1).forEach(to -> all.append(next(to)));
    return all.toString();
  }

  @Test
  void closedMailerTakesNoMore() throws Exception {
    Mailer mailer = Mailer.builder(SmtpClient.builder("localhost", 1).build()).build();
    mailer.close();
    mailer.close();
    assertThrows(IllegalStateException.class, () -> mailer.send(message("u@example.net")));
    assertThrows(IllegalStateException.class, () -> mailer.submit(message("u@example.net")));
  }

  @Test
  void closeEndsWhatASilentServerHolds() throws Exception {
    try (var server = server(HELLO + transaction("u@example.net") + "STALL\n")) {
      Mailer mailer = Mailer.builder(client(server)).build();
      Submission submission = mailer.submit(message("u@example.net"));
      while (mailer.snapshot().underWay() == 0) {
        Thread.onSpinWait();
      }
      Thread.currentThread().interrupt(); // ends each of the waits of close()
      mailer.close();
      assertTrue(Thread.interrupted());
      Outcome outcome = submission.await();
      assertInstanceOf(Unknown.class, outcome.result().recipients().getFirst());
    }
  }

  @Test
  void fullMailerRejects() throws Exception {
    SmtpClient nowhere = SmtpClient.builder("localhost", 1).build();
    try (Mailer mailer =
        Mailer.builder(nowhere).window(1).capacity(1).overflow(Overflow.REJECT).build()) {
      Submission first = mailer.submit(message("u@example.net"));
      var failure =
          assertThrows(MailerFullException.class, () -> mailer.submit(message("v@example.net")));
      assertTrue(failure.getMessage().contains("no room"), failure.getMessage());
      assertTrue(first.cancel());
      Submission next = mailer.submit(message("v@example.net"));
      assertTrue(next.cancel());
    }
  }

  @Test
  void interruptBeforeAConnectionHasTheMessageMeansNotSent() {
    SmtpClient nowhere = SmtpClient.builder("localhost", 1).build();
    try (Mailer mailer = Mailer.builder(nowhere).build()) {
      Thread.currentThread().interrupt();
      var failure =
          assertThrows(SmtpInterruptedException.class, () -> mailer.send(message("u@example.net")));
      assertTrue(Thread.interrupted());
      SendResult result = failure.result().orElseThrow();
      assertInstanceOf(NotSent.class, result.recipients().getFirst());
      mailer.close(Duration.ZERO);
    }
  }

  @Test
  void listenerThatThrowsDisturbsNobody() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    MailerListener listener =
        new MailerListener() {
          @Override
          public void onConnected(String server) {
            throw new IllegalStateException("of the listener");
          }

          @Override
          public void onOutcome(Mail mail, Outcome outcome) {
            told.countDown();
          }
        };
    try (var server = server(HELLO + transaction("u@example.net") + OK + QUIT)) {
      try (Mailer mailer = Mailer.builder(client(server)).listener(listener).build()) {
        assertTrue(mailer.send(message("u@example.net")).isComplete());
        assertTrue(told.await(10, TimeUnit.SECONDS));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void countsHaveToBePositive(int count) {
    MailerBuilder builder = Mailer.builder(SmtpClient.builder("localhost", 1).build());
    assertThrows(IllegalArgumentException.class, () -> builder.connections(count));
    assertThrows(IllegalArgumentException.class, () -> builder.messagesPerConnection(count));
    assertThrows(IllegalArgumentException.class, () -> builder.window(count));
    assertThrows(IllegalArgumentException.class, () -> builder.capacity(count));
    assertThrows(IllegalArgumentException.class, () -> builder.rate(count, Duration.ofSeconds(1)));
    Duration limit = Duration.ofSeconds(count);
    assertThrows(IllegalArgumentException.class, () -> builder.rate(1, limit));
    assertThrows(IllegalArgumentException.class, () -> builder.idleTimeout(limit));
    assertThrows(IllegalArgumentException.class, () -> builder.maxAge(limit));
    assertThrows(IllegalArgumentException.class, () -> builder.probeAfter(limit));
    assertThrows(IllegalArgumentException.class, () -> builder.timeToLive(limit));
    assertThrows(
        IllegalArgumentException.class, () -> builder.backoff(limit, Duration.ofSeconds(1)));
  }

  @Test
  void queueThatIsSmallerThanAWindowIsRefused() {
    var builder = Mailer.builder(SmtpClient.builder("localhost", 1).build()).capacity(5);
    assertThrows(IllegalArgumentException.class, builder::build);
  }
}
