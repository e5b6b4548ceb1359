package smtp.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
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
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.api.SendListener;
import smtp.api.SmtpException;
import smtp.api.SmtpNotSupportedException;
import smtp.api.SmtpOutcomeUnknownException;
import smtp.api.SmtpSession;
import smtp.testkit.Delivery;
import smtp.testkit.Dialogue;
import smtp.testkit.ScriptedServer;

/** Mails that are under way together: each has its own outcome, whatever becomes of the others. */
class OverlapTest {

  private static final String DATA_HELLO = Play.hello("PIPELINING");
  private static final String CHUNK_HELLO = Play.hello("PIPELINING", "CHUNKING");

  private final List<String> log = new ArrayList<>();
  private final List<SmtpException> failures = new ArrayList<>();
  private final SendListener listener =
      (mail, result, failure) -> {
        log.add(user(mail) + " " + Play.recipients(result));
        if (failure != null) {
          failures.add(failure);
        }
      };

  private static String user(Mail mail) {
    return mail.envelope().recipients().get(0).mailbox().localPart();
  }

  private static Mail mail(int index) {
    return Play.mail("u" + index + "@example.net");
  }

  private static Iterator<Mail> mails(int count) {
    return IntStream.range(0, count).mapToObj(OverlapTest::mail).iterator();
  }

  private static String envelope(int index) {
    return (index == 0 ? "" : "C: RSET\n")
        + "C: MAIL FROM:<a@example.org>\nC: RCPT TO:<u%d@example.net>\n".formatted(index);
  }

  private static String chunk(int index) {
    return envelope(index) + "BDAT 22 LAST\nSubject: Hi\n\nHello\n.\n";
  }

  /** The first of its connection. */
  private static String first(int index) {
    return chunk(index).replace("C: RSET\n", "");
  }

  private static String good(int index) {
    return (index == 0 ? "" : "S: 250 rset\n") + "S: 250 m\nS: 250 r\n";
  }

  /** What a server says when it has the envelope of a mail whose predecessor was answered. */
  private static String asked(int index, String previous) {
    return envelope(index) + "C: DATA\n" + previous + good(index) + "S: 354 go\n" + Play.DATA;
  }

  @ParameterizedTest
  @MethodSource("smtp.testkit.Delivery#all")
  void eachMailHasItsOwnAnswerByData(Delivery delivery) throws Exception {
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

  /** The lone dot that ends a DATA without recipients is answered too. */
  @ParameterizedTest
  @MethodSource("smtp.testkit.Delivery#all")
  void loneDotIsAnsweredBeforeTheNext(Delivery delivery) throws Exception {
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
  void lostConnectionMakesUnknownWhatWasNotAnswered(Delivery delivery) throws Exception {
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
      assertSame(failure, failures.get(0));
      assertInstanceOf(SmtpOutcomeUnknownException.class, failures.get(1));
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @MethodSource("smtp.testkit.Delivery#all")
  void whatIsBehind421WasNotSentAndGoesByTheNextConnection(Delivery delivery) throws Exception {
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

  /** A mail that the server answers so each time must not keep the rest waiting for ever. */
  @Test
  void secondEndOfTheSessionToTheSameMailIsItsOwn() throws Exception {
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
  void sourceThatFailsDoesNotTouchTheMailsBeforeIt() throws Exception {
    Mail broken =
        Mail.of(
            Envelope.of("a@example.org", "u1@example.net"),
            new BrokenContent(new IllegalStateException("not to be had")));
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

  /** A content that has a size, and fails to be written. */
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
  void listenerThatThrowsEndsTheTakingAndEveryMailIsReported() throws Exception {
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
                          listener.sent(mail, result, failure);
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
  void resultTellsHowLongTheMailTook() throws Exception {
    String script = DATA_HELLO + asked(0, "") + "PAUSE 20ms\nS: 250 ok\n";
    try (var server = Play.server(script);
        SmtpSession session = Play.client(server).connect()) {
      long begun = System.nanoTime();
      Duration elapsed = session.send(mail(0)).elapsed();
      assertTrue(elapsed.compareTo(Duration.ofMillis(20)) >= 0, elapsed::toString);
      assertTrue(elapsed.toNanos() <= System.nanoTime() - begun, elapsed::toString);
    }
  }

  /** What was to go by the next connection is reported too, as there will be none. */
  @Test
  void listenerThatThrowsWhenTheConnectionIsLostHearsOfEveryMail() throws Exception {
    String script =
        CHUNK_HELLO + chunk(0) + chunk(1) + chunk(2) + good(0) + "S: 250 ok\nS: 421 busy\n";
    IllegalStateException own = new IllegalStateException("own");
    try (var server = Play.server(script)) {
      SendListener throwing =
          (mail, result, failure) -> {
            listener.sent(mail, result, failure);
            throw own;
          };
      SmtpClient client = Play.client(server);
      assertSame(
          own, assertThrows(IllegalStateException.class, () -> client.sendAll(mails(3), throwing)));
      assertEquals(List.of("u0 Accepted 250", "u1 NotSent", "u2 NotSent"), log);
    }
  }

  @Test
  void iteratorThatThrowsLosesNothing() throws Exception {
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

  // --- limits of the server (RFC 9422) and of its patience

  @Test
  void recipientsAreDividedAsTheServerLimitsThem() throws Exception {
    String transaction = "C: MAIL *\nC: RCPT TO:<%s>\n%sBDAT 22 LAST *\n";
    String script =
        Play.hello("PIPELINING", "CHUNKING", "LIMITS RCPTMAX=2 RCPTDOMAINMAX=1")
            + transaction.formatted("a@x", "C: RCPT TO:<b@x>\n")
            + "C: RSET\n"
            + transaction.formatted("c@x", "")
            + "C: RSET\n"
            + transaction.formatted("d@y", "C: RCPT TO:<e@Y>\n")
            + "S: 250 m\nS: 250 r\nS: 550 r\nS: 250 ok1\n"
            + "S: 250 z\nS: 250 m\nS: 250 r\nS: 452 no\n"
            + "S: 250 z\nS: 250 m\nS: 250 r\nS: 250 r\nS: 250 ok2\n";
    try (var server = Play.server(script);
        SmtpSession session = Play.client(server).connect()) {
      var outcome = Play.send(session, Play.mail("a@x", "b@x", "c@x", "d@y", "e@Y"));
      assertEquals(
          "Accepted 250, Refused 550, Refused 452, Accepted 250, Accepted 250",
          outcome.recipients());
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void mailThatCannotBeDividedIsNotBegun(boolean allOrNone) throws Exception {
    Content content =
        allOrNone
            ? Content.of(Play.TEXT)
            : Content.once(new ByteArrayInputStream(new byte[] {'x'}));
    String script = Play.hello("LIMITS RCPTMAX=1", "8BITMIME") + "C: QUIT\nS: 221 bye\nEOF\n";
    try (var server = Play.server(script)) {
      SmtpClient.Builder builder = Play.builder(server);
      try (SmtpSession session = (allOrNone ? builder.allOrNone() : builder).build().connect()) {
        Mail mail = Mail.of(Envelope.of("a@example.org", "b@x", "c@x"), content);
        var outcome = Play.send(session, mail);
        outcome.failure(SmtpNotSupportedException.class);
        assertEquals("NotSent, NotSent", outcome.recipients());
        assertTrue(outcome.open());
      }
      server.assertCompleted();
    }
  }

  @Test
  void clientTakesANewConnectionWhenTheServerHasHadItsMails() throws Exception {
    String hello = Play.hello("PIPELINING", "CHUNKING", "LIMITS MAILMAX=2");
    String two = good(0) + "S: 550 no\n" + good(1) + "S: 250 ok\n" + "C: QUIT\nS: 221 bye\n";
    String first = hello + chunk(0) + chunk(1) + two;
    String second = hello + first(2) + "S: 250 m\nS: 250 r\nS: 250 ok\n";
    try (var server = Play.server(first, second)) {
      Play.client(server).sendAll(mails(3), listener);
      assertEquals(List.of("u0 Refused 550", "u1 Accepted 250", "u2 Accepted 250"), log);
      server.assertCompleted();
    }
  }

  @Test
  void sessionSaysWhenTheServerHasHadItsMails() throws Exception {
    String script =
        Play.hello("PIPELINING", "CHUNKING", "LIMITS MAILMAX=1")
            + chunk(0)
            + (good(0) + "S: 250 ok\n")
            + "C: QUIT\nS: 221 bye\nEOF\n";
    try (var server = Play.server(script)) {
      try (SmtpSession session = Play.client(server).connect()) {
        Iterator<Mail> mails = mails(2);
        assertThrows(SmtpNotSupportedException.class, () -> session.sendAll(mails, listener));
        assertEquals(List.of("u0 Accepted 250"), log);
        assertEquals("u1", user(mails.next()));
        Play.send(session, mail(1)).failure(SmtpNotSupportedException.class);
        assertTrue(session.isOpen());
      }
      server.assertCompleted();
    }
  }

  private static final String TWO =
      "C: MAIL *\nC: RCPT TO:<a@x>\nC: RCPT TO:<b@x>\nBDAT 22 LAST *\nS: 250 m\nS: 250 r\n";

  @ParameterizedTest
  @ValueSource(strings = {"452 many", "552 many", "452 4.5.3 many", "552 5.5.3 many"})
  void recipientsThatAreTooManyGetATransactionOfTheirOwn(String reply) throws Exception {
    String script =
        CHUNK_HELLO
            + TWO
            + ("S: " + reply + "\nS: 250 ok\n")
            + "C: RSET\nC: MAIL *\nC: RCPT TO:<b@x>\nBDAT 22 LAST *\n"
            + "S: 250 z\nS: 250 m\nS: 250 r\nS: 250 ok\n";
    try (var server = Play.server(script);
        SmtpSession session =
            Play.builder(server).carryOnWithTooManyRecipients().build().connect()) {
      assertEquals(
          "Accepted 250, Accepted 250", Play.send(session, Play.mail("a@x", "b@x")).recipients());
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"452 4.2.2 full", "452 4.3.1 disk", "552 5.2.2 full", "450 later"})
  void otherRefusalsAreNotCarriedOn(String reply) throws Exception {
    String script =
        CHUNK_HELLO + TWO + ("S: " + reply + "\nS: 250 ok\n") + "C: QUIT\nS: 221 bye\nEOF\n";
    try (var server = Play.server(script)) {
      try (SmtpSession session =
          Play.builder(server).carryOnWithTooManyRecipients().build().connect()) {
        assertEquals(
            "Accepted 250, Refused " + reply.substring(0, 3),
            Play.send(session, Play.mail("a@x", "b@x")).recipients());
      }
      server.assertCompleted();
    }
  }

  /** Neither side ever waits for the other to read, however much there is to say. */
  @Test
  void manyMailsWithManyRecipientsBlockNeitherSide() throws Exception {
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

  /** A chunk of 22 octets is 36 with its command, and the next mail's 22 are to have room, too. */
  @ParameterizedTest
  @CsvSource({
    "20, 57,   'take 0, take 1, u0, take 2, u1, u2'",
    "20, 58,   'take 0, take 1, take 2, u0, u1, u2'",
    "1,  1000, 'take 0, u0, take 1, u1, take 2, u2'",
    "2,  1000, 'take 0, take 1, u0, take 2, u1, u2'"
  })
  void noMoreIsUnderWayThanTheWindowHolds(int mails, long octets, String order) throws Exception {
    StringBuilder script = new StringBuilder(CHUNK_HELLO);
    for (int i = 0; i < 3; i++) {
      script.append(chunk(i)).append(good(i)).append("S: 250 ok\n");
    }
    Iterator<Mail> taken =
        IntStream.range(0, 3)
            .mapToObj(i -> {
              log.add("take " + i);
              return mail(i);
            })
            .iterator();
    try (var server = Play.server(script.toString());
        SmtpSession session = Play.builder(server).window(mails, octets).build().connect()) {
      session.sendAll(taken, listener);
      server.assertCompleted();
      assertEquals(order, String.join(", ", log).replace(" Accepted 250", ""));
    }
  }

  /** What may have been taken is the worse news, and must not be sent again. */
  @Test
  void mailThatIsRefusedInPartAndUnknownInPartIsUnknown() throws Exception {
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
