package smtp.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static smtp.core.NumberedMails.CHUNK_HELLO;
import static smtp.core.NumberedMails.chunk;
import static smtp.core.NumberedMails.first;
import static smtp.core.NumberedMails.good;
import static smtp.core.NumberedMails.mail;
import static smtp.core.NumberedMails.mails;
import static smtp.core.NumberedMails.user;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.api.SendListener;
import smtp.api.SmtpNotSupportedException;
import smtp.api.SmtpSession;

/** Limits of servers (RFC 9422), and too many recipients for one message. */
class LimitsTest {

  private final List<String> log = new ArrayList<>();
  private final SendListener listener =
      (mail, result, failure) -> log.add(user(mail) + " " + Play.recipients(result));

  @Test
  void recipientsAreDividedByTheServersLimits() throws Exception {
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
  void messageThatCannotBeDividedIsNotSent(boolean allOrNone) throws Exception {
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
  void clientReconnectsAtTheServersMessageLimit() throws Exception {
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
  void sessionRefusesMessagesBeyondTheServersLimit() throws Exception {
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

  /** NumberedMessages sent with single commands count as well (RFC 9422). */
  @Test
  void messageSentByCommandsCountsAgainstTheServersLimit() throws Exception {
    String script =
        Play.hello("LIMITS MAILMAX=1")
            + "C: MAIL FROM:<a@example.org>\nS: 250 ok\nC: RSET\nS: 250 ok\n";
    try (var server = Play.server(script);
        SmtpSession session = Play.client(server).connect()) {
      session.mail("a@example.org");
      session.rset();
      var outcome = Play.send(session, Play.mail("b@example.net"));
      outcome.failure(SmtpNotSupportedException.class);
      assertTrue(outcome.open());
      server.assertCompleted();
    }
  }

  private static final String TWO =
      "C: MAIL *\nC: RCPT TO:<a@x>\nC: RCPT TO:<b@x>\nBDAT 22 LAST *\nS: 250 m\n";

  @ParameterizedTest
  @ValueSource(strings = {"452 many", "552 many", "452 4.5.3 many", "552 5.5.3 many"})
  void recipientsRefusedAsTooManyAreSentInAnotherTransaction(String reply) throws Exception {
    String script =
        CHUNK_HELLO
            + TWO
            + ("S: 250 r\nS: " + reply + "\nS: 250 ok\n")
            + "C: RSET\nC: MAIL *\nC: RCPT TO:<b@x>\nBDAT 22 LAST *\n"
            + "S: 250 z\nS: 250 m\nS: 250 r\nS: 250 ok\n";
    try (var server = Play.server(script);
        SmtpSession session = Play.builder(server).retryTooManyRecipients().build().connect()) {
      assertEquals(
          "Accepted 250, Accepted 250", Play.send(session, Play.mail("a@x", "b@x")).recipients());
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"452 4.2.2 full", "452 4.3.1 disk", "552 5.2.2 full", "450 later"})
  void otherRefusalsAreNotRetried(String reply) throws Exception {
    String script =
        CHUNK_HELLO
            + TWO
            + ("S: 250 r\nS: " + reply + "\nS: 250 ok\n")
            + "C: QUIT\nS: 221 bye\nEOF\n";
    try (var server = Play.server(script)) {
      try (SmtpSession session = Play.builder(server).retryTooManyRecipients().build().connect()) {
        assertEquals(
            "Accepted 250, Refused " + reply.substring(0, 3),
            Play.send(session, Play.mail("a@x", "b@x")).recipients());
      }
      server.assertCompleted();
    }
  }

  /** A server that accepts nobody would be asked forever. */
  @Test
  void recipientsAreNotRetriedIfAllWereRefusedAsTooMany() throws Exception {
    String script =
        CHUNK_HELLO + TWO + "S: 452 many\nS: 452 many\nS: 503 no\nC: QUIT\nS: 221 bye\nEOF\n";
    try (var server = Play.server(script)) {
      try (SmtpSession session = Play.builder(server).retryTooManyRecipients().build().connect()) {
        assertEquals(
            "Refused 452, Refused 452", Play.send(session, Play.mail("a@x", "b@x")).recipients());
      }
      server.assertCompleted();
    }
  }
}
