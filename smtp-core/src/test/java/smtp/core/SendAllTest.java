package smtp.core;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.api.Parameter;
import smtp.api.SendListener;
import smtp.api.SmtpConnectException;
import smtp.api.SmtpException;
import smtp.api.SmtpOutcomeUnknownException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.api.SmtpSession;
import smtp.testkit.Delivery;
import smtp.testkit.ScriptedServer;

/** Many messages, over one connection or as many as are needed. */
class SendAllTest {

  private final List<String> log = new ArrayList<>();
  private final SendListener listener =
      (mail, result, failure) ->
          log.add(
              NumberedMails.user(mail)
                  + " "
                  + Play.recipients(result)
                  + (failure == null ? "" : " " + failure.getClass().getSimpleName()));

  private Iterator<Mail> mails(int count) {
    return NumberedMails.mails(count, log);
  }

  /** The steps of one message, up to what follows its content. */
  private static String mail(int index, String end) {
    return Play.transaction("x").replace("<b@", "<u" + index + "@").replace("S: x\n", end + "\n");
  }

  private static String refused(int index) {
    return "C: MAIL FROM:<a@example.org>\nS: 250 ok\nC: RCPT TO:<u%d@example.net>\nS: 550 no\n"
        .formatted(index);
  }

  private static final String RSET = "C: RSET\nS: 250 ok\n";

  @ParameterizedTest
  @MethodSource("smtp.testkit.Delivery#all")
  void eachMessageIsTakenWhenNeededAndReported(Delivery delivery) throws Exception {
    String script = Play.hello() + mail(0, "S: 250 ok") + refused(1) + RSET + mail(2, "S: 250 ok");
    try (var server = Play.server(delivery, script);
        SmtpSession session = Play.client(server).connect()) {
      session.sendAll(mails(3), listener);
      assertEquals(
          List.of(
              "take 0",
              "u0 Accepted 250",
              "take 1",
              "u1 Refused 550 SmtpRecipientsRefusedException",
              "take 2",
              "u2 Accepted 250"),
          log);
      server.assertCompleted();
    }
  }

  @Test
  void unencodableMessageIsReportedAndTheNextIsSent() throws Exception {
    Parameter tooLong = Parameter.of("X-LONG", "a".repeat(600));
    Mail impossible =
        Mail.of(
            Envelope.builder().recipient("long@example.net", tooLong).build(), Content.of("x\n"));
    try (var server = Play.server(Play.hello() + mail(0, "S: 250 ok"));
        SmtpSession session = Play.client(server).connect()) {
      session.sendAll(List.of(impossible, mails(1).next()).iterator(), listener);
      assertEquals(List.of("take 0", "long NotSent SmtpMessageException", "u0 Accepted 250"), log);
      server.assertCompleted();
    }
  }

  @Test
  void lostConnectionEndsSendAllOfASession() throws Exception {
    try (var server = Play.server(Play.hello() + mail(0, "S: 250 ok") + mail(1, "CLOSE"));
        SmtpSession session = Play.client(server).connect()) {
      Iterator<Mail> mails = mails(3);
      var failure =
          assertThrows(SmtpOutcomeUnknownException.class, () -> session.sendAll(mails, listener));
      assertEquals("Unknown", Play.recipients(failure.result().orElseThrow()));
      assertEquals("u1 Unknown SmtpOutcomeUnknownException", log.getLast());
      assertTrue(mails.hasNext());
    }
  }

  @Test
  void clientReconnectsForMessagesThatWereNotSent() throws Exception {
    try (var server =
        Play.server(
            Play.hello() + mail(0, "S: 250 ok") + "C: MAIL *\nCLOSE\n",
            Play.hello() + mail(1, "S: 250 ok") + mail(2, "S: 250 ok"))) {
      Play.client(server).sendAll(mails(3), listener);
      server.assertCompleted();
      assertEquals(
          List.of(
              "take 0",
              "u0 Accepted 250",
              "take 1",
              "u1 Accepted 250",
              "take 2",
              "u2 Accepted 250"),
          log);
    }
  }

  @Test
  void clientNeverResendsAnUnknownMessage() throws Exception {
    try (var server =
        Play.server(Play.hello() + mail(0, "CLOSE"), Play.hello() + mail(1, "S: 250 ok"))) {
      Play.client(server).sendAll(mails(2), listener);
      server.assertCompleted();
      assertEquals(
          List.of("take 0", "u0 Unknown SmtpOutcomeUnknownException", "take 1", "u1 Accepted 250"),
          log);
    }
  }

  @Test
  void clientReconnectsAfterASessionThatAMessageClosed() throws Exception {
    Content broken =
        Content.of(
            Content.Encoding.SEVEN_BIT,
            out -> {
              throw new IllegalStateException("could not be read");
            });
    Iterator<Mail> mails =
        List.of(
                Mail.of(Envelope.of("a@example.org", "u0@example.net"), broken),
                Play.mail("u1@example.net"))
            .iterator();
    try (var server =
        Play.server(
            Play.hello()
                + "C: MAIL *\nS: 250 ok\nC: RCPT *\nS: 250 ok\nC: DATA\nS: 354 go\nSTALL\n",
            Play.hello() + mail(1, "S: 250 ok"))) {
      Play.client(server).sendAll(mails, listener);
      server.assertCompleted();
      assertEquals(List.of("u0 NotSent SmtpMessageException", "u1 Accepted 250"), log);
    }
  }

  @Test
  void nextMessageIsSentOverANewConnectionAfterARefusedRset() throws Exception {
    try (var server =
        Play.server(
            Play.hello() + refused(0) + "C: RSET\nS: 500 what\nEOF\n",
            Play.hello() + mail(1, "S: 250 ok"))) {
      Play.client(server).sendAll(mails(2), listener);
      server.assertCompleted();
      assertEquals("u1 Accepted 250", log.getLast());
    }
  }

  @Test
  void contentThatCanBeReadOnceIsNotSentAgainAfterItWasBegun() throws Exception {
    String cut = "C: MAIL *\nS: 250 ok\nC: RCPT *\nS: 250 ok\nC: DATA\nS: 354 go\nRESET\n";
    try (var server =
        Play.server(Play.hello("8BITMIME") + cut, Play.hello() + mail(1, "S: 250 ok"))) {
      Mail large = once("u0@example.net", new byte[4 << 20]);
      Play.client(server).sendAll(List.of(large, Play.mail("u1@example.net")).iterator(), listener);
      server.assertCompleted();
      assertEquals(List.of("u0 NotSent SmtpServerDisconnectedException", "u1 Accepted 250"), log);
    }
  }

  @Test
  void contentThatCanBeReadOnceIsSentOverTheNextConnectionIfItWasNotBegun() throws Exception {
    String hello = Play.hello("8BITMIME");
    String closing =
        hello
            + "C: MAIL FROM:<a@example.org> BODY=8BITMIME\n"
            + mail(1, "S: 250 ok").substring(mail(1, "").indexOf('\n') + 1)
            + "C: MAIL *\nCLOSE\n";
    String last = closing.replace("u1@", "u2@").replace("C: MAIL *\nCLOSE\n", "");
    try (var server = Play.server(closing, last)) {
      List<Mail> mails = new ArrayList<>();
      for (int i = 1; i <= 2; i++) {
        mails.add(once("u" + i + "@example.net", Play.TEXT.getBytes(US_ASCII)));
      }
      Play.client(server).sendAll(mails.iterator(), listener);
      server.assertCompleted();
      assertEquals(List.of("u1 Accepted 250", "u2 Accepted 250"), log);
    }
  }

  private static Mail once(String recipient, byte[] bytes) {
    return Mail.of(
        Envelope.of("a@example.org", recipient), Content.once(new ByteArrayInputStream(bytes)));
  }

  @Test
  void clientStopsIfNoMessageMakesProgress() throws Exception {
    String lost = Play.hello() + "C: MAIL *\nCLOSE\n";
    try (var server =
        Play.server(Play.hello() + mail(0, "S: 250 ok") + "C: MAIL *\nCLOSE\n", lost)) {
      Iterator<Mail> mails = mails(3);
      assertThrows(
          SmtpServerDisconnectedException.class,
          () -> Play.client(server).sendAll(mails, listener));
      server.assertCompleted();
      assertEquals(
          List.of(
              "take 0", "u0 Accepted 250", "take 1", "u1 NotSent SmtpServerDisconnectedException"),
          log);
      assertTrue(mails.hasNext());
    }
  }

  @Test
  void takenMessageIsReportedIfNoConnectionCanBeMade() throws Exception {
    SmtpClient client;
    Iterator<Mail> mails = mails(2);
    try (ScriptedServer server =
        Play.server(Play.hello() + mail(0, "S: 250 ok") + "C: MAIL *\nCLOSE\n", "S: 554 no\n")) {
      client = Play.client(server);
      assertThrows(SmtpConnectException.class, () -> client.sendAll(mails, listener));
    }
    assertEquals("u1 NotSent SmtpConnectException", log.getLast());
    assertFalse(mails.hasNext());
  }

  @Test
  void emptyIteratorNeedsNoConnection() throws Exception {
    try (var server = Play.server()) {
      Play.client(server).sendAll(mails(0), listener);
      assertTrue(server.connections().isEmpty());
    }
  }

  @Test
  void listenerThatThrowsEndsSendAll() throws Exception {
    var own = new IllegalStateException("enough");
    try (var server = Play.server(Play.hello() + mail(0, "S: 250 ok") + "C: NOOP\nS: 250 ok\n");
        SmtpSession session = Play.client(server).connect()) {
      Iterator<Mail> mails = mails(2);
      var thrown =
          assertThrows(
              IllegalStateException.class,
              () ->
                  session.sendAll(
                      mails,
                      (mail, result, failure) -> {
                        throw own;
                      }));
      assertSame(own, thrown);
      assertEquals(List.of("take 0"), log);
      session.noop();
      server.assertCompleted();
    }
  }

  @Test
  void iteratorThatThrowsEndsSendAll() throws Exception {
    var own = new IllegalStateException("no more");
    Iterator<Mail> mails =
        new Iterator<>() {
          private boolean taken;

          @Override
          public boolean hasNext() {
            return true;
          }

          @Override
          public Mail next() {
            if (taken) {
              throw own;
            }
            taken = true;
            return Play.mail("u0@example.net");
          }
        };
    try (var server = Play.server(Play.hello() + mail(0, "S: 250 ok") + "C: NOOP\nS: 250 ok\n");
        SmtpSession session = Play.client(server).connect()) {
      var thrown =
          assertThrows(IllegalStateException.class, () -> session.sendAll(mails, listener));
      assertSame(own, thrown);
      assertEquals(List.of("u0 Accepted 250"), log);
      session.noop();
      server.assertCompleted();
    }
  }

  @Test
  void clientClosesItsSessionWhenTheListenerThrows() throws Exception {
    try (var server =
        Play.server(Play.hello() + mail(0, "S: 250 ok") + "C: QUIT\nS: 221 bye\nEOF\n")) {
      SmtpClient client = Play.client(server);
      assertThrows(
          IllegalStateException.class,
          () ->
              client.sendAll(
                  mails(2),
                  (mail, result, failure) -> {
                    throw new IllegalStateException();
                  }));
      server.assertCompleted();
    }
  }

  @Test
  void sendListenerCannotUseItsSession() throws Exception {
    try (var server = Play.server(Play.hello() + mail(0, "S: 250 ok"));
        SmtpSession session = Play.client(server).connect()) {
      assertThrows(
          IllegalStateException.class,
          () ->
              session.sendAll(
                  mails(1),
                  (mail, result, failure) -> {
                    try {
                      session.noop();
                    } catch (SmtpException e) {
                      throw new AssertionError(e);
                    }
                  }));
    }
  }
}
