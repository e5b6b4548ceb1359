package smtp.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static smtp.core.NumberedMails.CHUNK_HELLO;
import static smtp.core.NumberedMails.chunk;
import static smtp.core.NumberedMails.envelope;
import static smtp.core.NumberedMails.first;
import static smtp.core.NumberedMails.good;
import static smtp.core.NumberedMails.mail;
import static smtp.core.NumberedMails.mails;
import static smtp.core.NumberedMails.user;

import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.api.SendListener;
import smtp.api.SmtpException;
import smtp.api.SmtpOutcomeUnknownException;
import smtp.api.SmtpSession;
import smtp.testkit.Delivery;
import smtp.testkit.Dialogue;
import smtp.testkit.ScriptedServer;

/** Messages sent in one flight: each has its own outcome, whatever happens to the others. */
class OverlapTest {

  private static final String DATA_HELLO = Play.hello("PIPELINING");

  private final List<String> log = new ArrayList<>();
  private final List<SmtpException> failures = new ArrayList<>();
  private final SendListener listener =
      (mail, result, failure) -> {
        log.add(user(mail) + " " + Play.recipients(result));
        if (failure != null) {
          failures.add(failure);
        }
      };

  /**
   * A flight after the first: the replies to the content before it come with those to its envelope.
   */
  private static String asked(int index, String previous) {
    return envelope(index) + "C: DATA\n" + previous + good(index) + "S: 354 go\n" + Play.DATA;
  }

  @ParameterizedTest
  @MethodSource("smtp.testkit.Delivery#all")
  void eachMessageHasItsOwnReplyWithData(Delivery delivery) throws Exception {
    String refusedRecipient =
        envelope(2) + "C: DATA\nS: 554 no\nS: 250 rset\nS: 250 m\nS: 550 r\nS: 503 no\n";
    String script =
        DATA_HELLO
            + asked(0, "")
            + asked(1, "S: 250 ok\n")
            + refusedRecipient
            + asked(3, "")
            + "S: 250 ok\n";
    try (var server = Play.server(delivery, script);
        SmtpSession session = Play.client(server).connect()) {
      session.sendAll(mails(4), listener);
      assertEquals(
          List.of("u0 Accepted 250", "u1 Refused 554", "u2 Refused 550", "u3 Accepted 250"), log);
      server.assertCompleted();
    }
  }

  /** The server also answers the lone dot that ends a DATA without recipients. */
  @ParameterizedTest
  @MethodSource("smtp.testkit.Delivery#all")
  void loneDotIsAnsweredBeforeTheNextMessage(Delivery delivery) throws Exception {
    String script =
        DATA_HELLO
            + (envelope(0) + "C: DATA\nS: 250 m\nS: 550 r\nS: 354 go\nDATA\n.\n")
            + asked(1, "S: 554 no recipients\n")
            + "S: 250 ok\n";
    try (var server = Play.server(delivery, script);
        SmtpSession session = Play.client(server).connect()) {
      session.sendAll(mails(2), listener);
      assertEquals(List.of("u0 Refused 550", "u1 Accepted 250"), log);
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @MethodSource("smtp.testkit.Delivery#all")
  void lostConnectionMakesUnansweredMessagesUnknown(Delivery delivery) throws Exception {
    String script =
        CHUNK_HELLO
            + chunk(0)
            + chunk(1)
            + chunk(2)
            + good(0)
            + "S: 250 ok\n"
            + good(1)
            + "CLOSE\n";
    try (var server = Play.server(delivery, script);
        SmtpSession session = Play.client(server).connect()) {
      var failure =
          assertThrows(
              SmtpOutcomeUnknownException.class, () -> session.sendAll(mails(3), listener));
      assertEquals("Unknown", Play.recipients(failure.result().orElseThrow()));
      assertEquals(List.of("u0 Accepted 250", "u1 Unknown", "u2 Unknown"), log);
      assertSame(failure, failures.getFirst());
      assertInstanceOf(SmtpOutcomeUnknownException.class, failures.get(1));
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @MethodSource("smtp.testkit.Delivery#all")
  void messagesAfter421AreSentOverTheNextConnection(Delivery delivery) throws Exception {
    String first =
        CHUNK_HELLO
            + (chunk(0) + chunk(1) + chunk(2))
            + (good(0) + "S: 250 ok\n" + good(1) + "S: 421 busy\n");
    String second =
        CHUNK_HELLO + first(1) + chunk(2) + "S: 250 m\nS: 250 r\nS: 250 ok\nS: 421 busy\n";
    String third = CHUNK_HELLO + first(2) + "S: 250 m\nS: 250 r\nS: 250 ok\n";
    try (var server = Play.server(delivery, first, second, third)) {
      Play.client(server).sendAll(mails(3), listener);
      assertEquals(List.of("u0 Accepted 250", "u1 Accepted 250", "u2 Accepted 250"), log);
      server.assertCompleted();
    }
  }

  /** A message that is answered 421 each time must not hold back the rest forever. */
  @Test
  void messageAnswered421TwiceIsNotSentAgain() throws Exception {
    String first =
        CHUNK_HELLO + chunk(0) + chunk(1) + good(0) + "S: 250 ok\n" + good(1) + "S: 421 busy\n";
    String second = CHUNK_HELLO + first(1) + "S: 250 m\nS: 421 busy\n";
    try (var server = Play.server(first, second)) {
      Play.client(server).sendAll(mails(2), listener);
      assertEquals(List.of("u0 Accepted 250", "u1 Refused 421"), log);
      server.assertCompleted();
    }
  }

  @Test
  void failureOfAContentLeavesEarlierMessagesAccepted() throws Exception {
    Mail broken =
        Mail.of(
            Envelope.of("a@example.org", "u1@example.net"),
            new BrokenContent(new IllegalStateException("could not be read")));
    String first =
        CHUNK_HELLO
            + chunk(0)
            + (envelope(1) + "C: BDAT 22 LAST\n")
            + (good(0) + "S: 250 ok\n" + good(1))
            + "EOF\n";
    String again = CHUNK_HELLO + first(2) + "S: 250 m\nS: 250 r\nS: 250 ok\n";
    try (var server = Play.server(first, again)) {
      Play.client(server).sendAll(List.of(mail(0), broken, mail(2)).iterator(), listener);
      assertEquals(List.of("u0 Accepted 250", "u1 NotSent", "u2 Accepted 250"), log);
      server.assertCompleted();
    }
  }

  /** A content with a size whose write fails. */
  private record BrokenContent(RuntimeException failure) implements Content {
    @Override
    public void writeTo(OutputStream out) {
      throw failure;
    }

    @Override
    public Encoding encoding() {
      return Encoding.SEVEN_BIT;
    }

    @Override
    public OptionalLong size() {
      return OptionalLong.of(22);
    }
  }

  @Test
  void listenerThatThrowsStopsSendAllAndEveryMessageIsReported() throws Exception {
    String script = DATA_HELLO + asked(0, "") + asked(1, "S: 250 ok\n") + "S: 250 ok\n";
    IllegalStateException own = new IllegalStateException("own");
    try (var server = Play.server(script + "C: QUIT\nS: 221 bye\n")) {
      try (SmtpSession session = Play.client(server).connect()) {
        Iterator<Mail> mails = mails(3);
        assertSame(
            own,
            assertThrows(
                IllegalStateException.class,
                () ->
                    session.sendAll(
                        mails,
                        (mail, result, failure) -> {
                          listener.onResult(mail, result, failure);
                          throw own;
                        })));
        assertEquals(List.of("u0 Accepted 250", "u1 Accepted 250"), log);
        assertEquals("u2", user(mails.next()));
        assertTrue(session.isOpen());
      }
      server.assertCompleted();
    }
  }

  @Test
  void resultHasTheElapsedTimeOfItsMessage() throws Exception {
    String script = DATA_HELLO + asked(0, "") + "PAUSE 20ms\nS: 250 ok\n";
    try (var server = Play.server(script);
        SmtpSession session = Play.client(server).connect()) {
      long begun = System.nanoTime();
      Duration elapsed = session.send(mail(0)).elapsed();
      assertTrue(elapsed.compareTo(Duration.ofMillis(20)) >= 0, elapsed::toString);
      assertTrue(elapsed.toNanos() <= System.nanoTime() - begun, elapsed::toString);
    }
  }

  /** Messages held for the next connection are reported as well, because there will be none. */
  @Test
  void throwingListenerReceivesEveryMessageOfALostConnection() throws Exception {
    String script =
        CHUNK_HELLO + chunk(0) + chunk(1) + chunk(2) + good(0) + "S: 250 ok\nS: 421 busy\n";
    IllegalStateException own = new IllegalStateException("own");
    try (var server = Play.server(script)) {
      SendListener throwing =
          (mail, result, failure) -> {
            listener.onResult(mail, result, failure);
            throw own;
          };
      SmtpClient client = Play.client(server);
      assertSame(
          own, assertThrows(IllegalStateException.class, () -> client.sendAll(mails(3), throwing)));
      assertEquals(List.of("u0 Accepted 250", "u1 NotSent", "u2 NotSent"), log);
    }
  }

  @Test
  void iteratorThatThrowsLosesNoResult() throws Exception {
    String script =
        CHUNK_HELLO + chunk(0) + chunk(1) + good(0) + "S: 250 ok\n" + good(1) + "S: 250 ok\n";
    Iterator<Mail> failing =
        new Iterator<>() {
          private int next;

          @Override
          public boolean hasNext() {
            if (next == 2) {
              throw new IllegalStateException("own");
            }
            return true;
          }

          @Override
          public Mail next() {
            return mail(next++);
          }
        };
    try (var server = Play.server(script);
        SmtpSession session = Play.client(server).connect()) {
      assertThrows(IllegalStateException.class, () -> session.sendAll(failing, listener));
      assertEquals(List.of("u0 Accepted 250", "u1 Accepted 250"), log);
      assertTrue(session.isOpen());
      server.assertCompleted();
    }
  }

  /** Neither side waits for the other to read, however much there is to send. */
  @Test
  void manyMessagesWithManyRecipientsBlockNeitherSide() throws Exception {
    int mails = 40;
    int recipients = 300;
    String[] names =
        IntStream.range(0, recipients)
            .mapToObj("u%d@example.net"::formatted)
            .toArray(String[]::new);
    StringBuilder script = new StringBuilder(CHUNK_HELLO);
    for (int i = 0; i < mails; i++) {
      script.append(i == 0 ? "" : "C: RSET\nS: 250 z\n").append("C: MAIL *\nS: 250 m\n");
      script.append(("C: RCPT *\nS: 250 " + "r".repeat(60) + "\n").repeat(recipients));
      script.append("BDAT 22 LAST *\nS: 250 ok\n");
    }
    try (var server =
            ScriptedServer.builder(Dialogue.of(script.toString()))
                .receiveBuffer(4096)
                .sendBuffer(4096)
                .start();
        SmtpSession session = Play.client(server).connect()) {
      session.sendAll(
          IntStream.range(0, mails).mapToObj(i -> Play.mail(names)).iterator(),
          (mail, result, failure) -> log.add(String.valueOf(result.accepted().size())));
      assertEquals(mails, log.size());
      assertTrue(log.stream().allMatch("300"::equals), log.toString());
      server.assertCompleted();
    }
  }

  /**
   * A chunk of 22 bytes has 36 with its command, and the window must hold the next message's 22
   * too.
   */
  @ParameterizedTest
  @CsvSource({
    "20, 57,   'take 0, take 1, u0, take 2, u1, u2'",
    "20, 58,   'take 0, take 1, take 2, u0, u1, u2'",
    "1,  1000, 'take 0, u0, take 1, u1, take 2, u2'",
    // Replies that were read together are reported together: one of them might not fit.
    "2,  1000, 'take 0, take 1, u0, u1, take 2, u2'"
  })
  void unansweredMessagesAreLimitedByTheWindow(int mails, long octets, String order)
      throws Exception {
    StringBuilder script = new StringBuilder(CHUNK_HELLO);
    for (int i = 0; i < 3; i++) {
      script.append(chunk(i)).append(good(i)).append("S: 250 ok\n");
    }
    try (var server = Play.server(script.toString());
        SmtpSession session =
            Play.builder(server).pipelineWindow(mails, octets).build().connect()) {
      session.sendAll(mails(3, log), listener);
      server.assertCompleted();
      assertEquals(order, String.join(", ", log).replace(" Accepted 250", ""));
    }
  }

  /** The message may have been accepted, so it must not be sent again. */
  @Test
  void messageThatIsPartlyRefusedAndPartlyUnknownIsUnknown() throws Exception {
    String limited = Play.hello("PIPELINING", "LIMITS RCPTMAX=1");
    String refused = "C: MAIL *\nC: RCPT *\nC: DATA\nS: 250 m\nS: 550 r\nS: 503 d\n";
    String lost =
        "C: RSET\nC: MAIL *\nC: RCPT *\nC: DATA\nS: 250 z\nS: 250 m\nS: 250 r\nS: 354 go\n";
    try (var server = Play.server(limited + refused + lost + "DATA *\nCLOSE\n");
        SmtpSession session = Play.client(server).connect()) {
      Play.Outcome outcome = Play.send(session, Play.mail("b@example.net", "c@example.net"));
      assertEquals("Refused 550, Unknown", outcome.recipients());
      outcome.failure(SmtpOutcomeUnknownException.class);
      server.assertCompleted();
    }
  }
}
