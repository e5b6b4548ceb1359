package smtp.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.SendListener;
import smtp.api.SmtpSenderRefusedException;
import smtp.api.SmtpSession;

/** Servers limit the messages of a connection with replies that look like those to one message. */
class SessionLimitTest {

  private static final String HELLO = Play.hello();

  private final List<String> log = new ArrayList<>();
  private final SendListener listener =
      (mail, result, failure) ->
          log.add(mail.envelope().recipients().getFirst() + " " + Play.recipients(result));

  private static String message(int index) {
    return Play.transaction("250 ok").replace("<b@", "<u" + index + "@");
  }

  @ParameterizedTest
  @ValueSource(strings = {"452 4.5.3 too many messages", "451 enough", "450 4.3.2 busy", "421 bye"})
  void messageRefusedForTheLimitOfAConnectionIsSentOverTheNext(String limit) throws Exception {
    String end = limit.startsWith("421") ? "" : "C: QUIT\nS: 221 bye\n";
    String first = HELLO + message(0) + message(1) + "C: MAIL *\nS: " + limit + "\n" + end;
    try (var server = Play.server(first, HELLO + message(2) + message(3))) {
      Play.client(server).sendAll(NumberedMails.mails(4), listener);
      server.assertCompleted();
    }
    assertEquals(
        List.of("u0 Accepted 250", "u1 Accepted 250", "u2 Accepted 250", "u3 Accepted 250"),
        log.stream().map(line -> line.replace("@example.net", "")).toList());
  }

  @Test
  void refusalIsReportedIfAFreshConnectionSaysTheSame() throws Exception {
    String no = "C: MAIL *\nS: 452 4.5.3 no\n";
    try (var server =
        Play.server(
            HELLO + message(0) + no + "C: QUIT\nS: 221 bye\n",
            HELLO + no + "C: RSET\nS: 250 ok\n" + message(2))) {
      Play.client(server).sendAll(NumberedMails.mails(3), listener);
      server.assertCompleted();
    }
    assertEquals(
        List.of("u0 Accepted 250", "u1 NotSent", "u2 Accepted 250"),
        log.stream().map(line -> line.replace("@example.net", "")).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "452 4.5.3 x, false",
    "451 x, false",
    "421 x, false",
    "450 4.1.8 x, true",
    "451 4.7.1 x, true",
    "550 5.7.1 x, true",
    "552 x, true"
  })
  void sessionIsReusableAfterARefusalOfTheMessageAlone(String reply, boolean reusable)
      throws Exception {
    try (var server = Play.server(HELLO + message(0) + "C: MAIL *\nS: " + reply + "\nEOF\n");
        SmtpSession session = Play.client(server).connect()) {
      session.send(Play.mail("u0@example.net"));
      assertTrue(session.isReusable());
      Play.send(session, Play.mail("u1@example.net"));
      assertEquals(reusable, session.isReusable());
    }
  }

  @Test
  void refusalOfTheFirstMessageIsNoLimit() throws Exception {
    try (var server = Play.server(HELLO + "C: MAIL *\nS: 452 4.5.3 x\nEOF\n");
        SmtpSession session = Play.client(server).connect()) {
      Play.send(session, Play.mail("u1@example.net")).failure(SmtpSenderRefusedException.class);
      assertTrue(session.isReusable());
      assertFalse(session.remainingMessages().isPresent());
    }
  }
}
