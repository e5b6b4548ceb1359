package smtp.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static smtp.core.NumberedMails.CHUNK_HELLO;
import static smtp.core.NumberedMails.chunk;
import static smtp.core.NumberedMails.good;
import static smtp.core.NumberedMails.user;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import smtp.api.Mail;
import smtp.api.SendListener;
import smtp.api.SmtpOutcomeUnknownException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.api.SmtpSession;

/** What {@code sendAll} throws when the caller's code fails, the connection, or both. */
class SendAllFailureTest {

  private final List<String> log = new ArrayList<>();

  private Iterator<Mail> mails(int count) {
    return NumberedMails.mails(count, log);
  }

  private static final String TWO =
      CHUNK_HELLO + chunk(0) + chunk(1) + good(0) + "S: 250 ok\n" + good(1);

  private void note(Mail mail, String recipients) {
    log.add(user(mail) + " " + recipients);
  }

  /** Logs each message, and throws the next of these exceptions. */
  private SendListener throwing(Throwable... failures) {
    Iterator<Throwable> next = List.of(failures).iterator();
    return (mail, result, failure) -> {
      note(mail, Play.recipients(result));
      Throwable thrown = next.next();
      if (thrown instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) thrown;
    };
  }

  private <X extends Throwable> X thrown(Class<X> type, String script, SendListener listener)
      throws Exception {
    try (var server = Play.server(script);
        SmtpSession session = Play.client(server).connect()) {
      X thrown = assertThrows(type, () -> session.sendAll(mails(2), listener));
      server.assertCompleted();
      return thrown;
    }
  }

  @Test
  void laterFailuresOfTheListenerAreSuppressed() throws Exception {
    RuntimeException first = new IllegalStateException("first");
    RuntimeException second = new IllegalStateException("second");
    var thrown = thrown(IllegalStateException.class, TWO + "S: 250 ok\n", throwing(first, second));
    assertSame(first, thrown);
    assertArrayEquals(new Throwable[] {second}, thrown.getSuppressed());
    assertEquals(List.of("take 0", "take 1", "u0 Accepted 250", "u1 Accepted 250"), log);
  }

  @Test
  void errorOfTheListenerIsRethrown() throws Exception {
    AssertionError own = new AssertionError("own");
    assertSame(own, thrown(AssertionError.class, TWO + "S: 250 ok\n", throwing(own, own)));
    assertEquals(0, own.getSuppressed().length);
  }

  @Test
  void failureOfTheListenerSuppressesTheLostConnection() throws Exception {
    RuntimeException own = new IllegalStateException("own");
    assertSame(own, thrown(IllegalStateException.class, TWO + "CLOSE\n", throwing(own, own)));
    assertEquals(1, own.getSuppressed().length);
    assertInstanceOf(SmtpOutcomeUnknownException.class, own.getSuppressed()[0]);
    assertEquals(List.of("u0 Accepted 250", "u1 Unknown"), log.subList(2, 4));
  }

  @Test
  void lostConnectionIsThrownIfTheListenerSucceeds() throws Exception {
    var lost =
        thrown(
            SmtpOutcomeUnknownException.class,
            TWO + "CLOSE\n",
            (mail, result, failure) -> note(mail, Play.recipients(result)));
    assertEquals(0, lost.getSuppressed().length);
    assertEquals(List.of("u0 Accepted 250", "u1 Unknown"), log.subList(2, 4));
  }

  @Test
  void lostSessionTakesNoMessage() throws Exception {
    try (var server = Play.server("S: 220 hi\nC: EHLO *\nCLOSE\n");
        SmtpSession session = Play.client(server).open()) {
      assertThrows(
          SmtpServerDisconnectedException.class,
          () ->
              session.sendAll(
                  mails(2), (mail, result, failure) -> note(mail, Play.recipients(result))));
      assertEquals(List.of("take 0", "u0 NotSent"), log);
      server.assertCompleted();
    }
  }

  @Test
  void sendAllIsRefusedInATransaction() throws Exception {
    try (var server = Play.server(Play.hello() + "C: MAIL FROM:<a@example.org>\nS: 250 ok\n");
        SmtpSession session = Play.client(server).connect()) {
      session.mail("a@example.org");
      var all =
          assertThrows(IllegalStateException.class, () -> session.sendAll(mails(1), throwing()));
      var one =
          assertThrows(IllegalStateException.class, () -> session.send(Play.mail("b@example.net")));
      String rest = " is not possible during a transaction; end it with data or rset";
      assertEquals("sendAll" + rest, all.getMessage());
      assertEquals("send" + rest, one.getMessage());
      assertEquals(List.of(), log);
      assertTrue(session.isOpen());
      server.assertCompleted();
    }
  }

  @Test
  void nullFromTheIteratorIsAnErrorAfterTheRestWasReported() throws Exception {
    List<Mail> withNull = new ArrayList<>();
    mails(1).forEachRemaining(withNull::add);
    withNull.add(null);
    try (var server = Play.server(CHUNK_HELLO + chunk(0) + good(0) + "S: 250 ok\n");
        SmtpSession session = Play.client(server).connect()) {
      assertThrows(
          NullPointerException.class,
          () ->
              session.sendAll(
                  withNull.iterator(),
                  (mail, result, failure) -> note(mail, Play.recipients(result))));
      assertTrue(session.isOpen());
    }
    assertEquals(List.of("take 0", "u0 Accepted 250"), log);
  }
}
