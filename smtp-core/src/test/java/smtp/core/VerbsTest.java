package smtp.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Content;
import smtp.api.Extension;
import smtp.api.Parameter;
import smtp.api.Reply;
import smtp.api.SmtpException;
import smtp.api.SmtpNotSupportedException;
import smtp.api.SmtpProtocolException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.api.SmtpSession;
import smtp.api.internal.ExceptionResults;
import smtp.testkit.Delivery;

/** Each command alone: its line, its reply, and when it is allowed. */
@Timeout(60)
class VerbsTest {

  private static final Content CONTENT = Content.of(Play.TEXT);

  @ParameterizedTest
  @MethodSource("smtp.testkit.Delivery#all")
  @Tag("S01")
  @Tag("S40")
  @Tag("S42")
  @Tag("S48")
  @Tag("S50")
  @Tag("S59")
  @Tag("S127")
  @Tag("S128")
  @Tag("S129")
  @Tag("S130")
  @Tag("S131")
  @Tag("S133")
  @Tag("P83")
  void everyMethodSendsItsCommand(Delivery delivery) throws Exception {
    String script =
        """
        S: 220 mail.example.org
        C: NOOP
        S: 250 ok
        C: HELP
        S: 214 see RFC 5321
        C: HELP MAIL
        S: 504 no
        C: EHLO [127.0.0.1]
        S: 250-mail.example.org
        S: 250-DSN
        S: 250 SMTPUTF8
        C: VRFY postmaster
        S: 252 perhaps
        C: VRFY ä SMTPUTF8
        S: 550 no
        C: EXPN staff list
        S: 250-ann@example.org
        S: 250 bob@example.org
        C: MAIL FROM:<> RET=HDRS
        S: 250 ok
        C: RCPT TO:<b@example.net> NOTIFY=NEVER
        S: 550 no
        C: RCPT TO:<postmaster>
        S: 251 ok
        C: RSET
        S: 250 ok
        C: XFOO a  b
        S: 599 what
        C: HELO localhost
        S: 250 ok
        C: QUIT
        S: 221 bye
        EOF
        """;
    try (var server = Play.server(delivery, script)) {
      SmtpSession session = Play.client(server).open();
      assertEquals(250, session.noop().code());
      assertEquals("see RFC 5321", session.help().text());
      assertEquals(504, session.help("MAIL").code());
      assertEquals(250, session.ehlo().code());
      assertEquals(252, session.verify("postmaster").code());
      assertEquals(550, session.verify("ä").code());
      assertEquals(2, session.expand("staff list").lines().size());
      assertEquals(250, session.mail("", Parameter.retHeaders()).code());
      assertEquals(550, session.rcpt("b@example.net", Parameter.notifyNever()).code());
      assertEquals(251, session.rcpt("postmaster").code());
      assertEquals(250, session.rset().code());
      assertEquals(599, session.command("XFOO a  b").code());
      assertEquals(250, session.helo().code());
      assertTrue(session.capabilities().extensions().isEmpty());
      assertEquals(221, session.quit().code());
      assertFalse(session.isOpen());
      server.assertCompleted();
    }
  }

  @Test
  @Tag("S55")
  @Tag("S103")
  void ehloIsSentByMethodsThatNeedIt() throws Exception {
    String mail = "C: MAIL FROM:<a@example.org>\nS: 250 ok\n";
    try (var server =
        Play.server(
            Play.hello() + mail,
            Play.hello() + "C: VRFY a\nS: 252 ok\n",
            Play.hello("STARTTLS") + "C: STARTTLS\nS: 454 no\n" + mail)) {
      SmtpClient client = Play.client(server);
      try (SmtpSession session = client.open()) {
        session.mail("a@example.org");
      }
      try (SmtpSession session = client.open()) {
        session.verify("a");
      }
      try (SmtpSession session =
          Play.builder(server)
              .sslContext(smtp.testkit.TestCertificates.trustingContext())
              .build()
              .open()) {
        assertThrows(SmtpException.class, session::startTls);
        assertTrue(session.mail("a@example.org").isPositive());
      }
      server.assertCompleted();
    }
  }

  /** A disallowed command is not sent, and an allowed one is sent right after it. */
  @Test
  void wrongOrderIsRefusedBeforeAByteIsSent() throws Exception {
    String script =
        Play.hello()
            + """
            C: NOOP
            S: 250 ok
            C: MAIL FROM:<a@example.org>
            S: 250 ok
            C: NOOP
            S: 250 ok
            C: RCPT TO:<b@example.net>
            S: 550 no
            C: NOOP
            S: 250 ok
            C: RCPT TO:<c@example.net>
            S: 250 ok
            C: DATA
            S: 354 go
            """
            + Play.DATA
            + "S: 250 ok\nC: NOOP\nS: 250 ok\n";
    try (var server = Play.server(script);
        SmtpSession session = Play.client(server).connect()) {
      refused(() -> session.rcpt("b@example.net"));
      refused(() -> session.data(CONTENT));
      session.noop();
      session.mail("a@example.org");
      refused(() -> session.mail("a@example.org"));
      refused(() -> session.data(CONTENT));
      refused(session::ehlo);
      refused(session::helo);
      refused(session::startTls);
      refused(() -> session.send(Play.mail("b@example.net")));
      session.noop();
      session.rcpt("b@example.net");
      refused(() -> session.data(CONTENT));
      session.noop();
      session.rcpt("c@example.net");
      refused(() -> session.mail("a@example.org"));
      session.data(CONTENT);
      refused(() -> session.data(CONTENT));
      refused(() -> session.rcpt("c@example.net"));
      session.noop();
      server.assertCompleted();
    }
  }

  private static void refused(Executable verb) {
    assertThrows(IllegalStateException.class, verb);
  }

  @Test
  void refusedMailStartsNoTransaction() throws Exception {
    String mail = "C: MAIL FROM:<a@example.org>\nS: ";
    try (var server = Play.server(Play.hello() + mail + "550 no\n" + mail + "250 ok\n");
        SmtpSession session = Play.client(server).connect()) {
      assertEquals(550, session.mail("a@example.org").code());
      refused(() -> session.rcpt("b@example.net"));
      assertEquals(250, session.mail("a@example.org").code());
      server.assertCompleted();
    }
  }

  @Test
  @Tag("S36")
  void parameterThatIsNotOfferedIsNotSent() throws Exception {
    String script = Play.hello() + "C: MAIL FROM:<a@example.org>\nS: 250 ok\nC: RSET\nS: 250 ok\n";
    try (var server = Play.server(script);
        SmtpSession session = Play.client(server).connect()) {
      var failure =
          assertThrows(
              SmtpNotSupportedException.class,
              () -> session.mail("a@example.org", Parameter.size(10)));
      assertEquals(Extension.SIZE, failure.extension());
      assertThrows(SmtpNotSupportedException.class, () -> session.mail("ä@example.org"));
      assertThrows(SmtpNotSupportedException.class, () -> session.verify("ä"));
      assertThrows(
          IllegalArgumentException.class,
          () -> session.mail("a@example.org", Parameter.notifyNever()));
      session.mail("a@example.org");
      assertThrows(
          SmtpNotSupportedException.class,
          () -> session.rcpt("b@example.net", Parameter.notifyNever()));
      assertThrows(SmtpNotSupportedException.class, () -> session.rcpt("ä@example.net"));
      session.rset();
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MAIL FROM:<a@b>",
        "mail",
        "Rcpt TO:<a@b>",
        "DATA",
        "data ",
        "BDAT 0 LAST",
        "RSET",
        "EHLO x",
        "HELO x",
        "LHLO x",
        "STARTTLS",
        "AUTH PLAIN",
        "QUIT",
        " QUIT",
        "  mail FROM:<a@b>"
      })
  void commandRefusesVerbsThatHaveAMethod(String line) throws Exception {
    try (var server = Play.server(Play.hello() + "C: NOOP\nS: 250 ok\n");
        SmtpSession session = Play.client(server).connect()) {
      assertThrows(IllegalArgumentException.class, () -> session.command(line));
      session.command("NOOP");
      server.assertCompleted();
    }
  }

  // --- replies that are not the answer

  @Test
  @Tag("P50")
  void secondReplyToACommandIsNotTheReplyToTheNext() throws Exception {
    try (var server =
            Play.server(Play.hello() + "C: NOOP\nS: 250 ok\nS: 250 and again\nMARK said\nEOF\n");
        SmtpSession session = Play.client(server).connect()) {
      session.noop();
      server.awaitMark("said");
      var failure = assertThrows(SmtpProtocolException.class, session::noop);
      assertTrue(failure.getMessage().contains("250 and again"), failure.getMessage());
      assertFalse(session.isOpen());
      server.assertCompleted();
    }
  }

  @Test
  void partialReplyWhileIdleIsNotTheReplyToTheNextCommand() throws Exception {
    try (var server = Play.server(Play.hello() + "S- 250 half\nMARK said\nPAUSE 50ms\nS:\nEOF\n");
        SmtpSession session = Play.client(server).connect()) {
      server.awaitMark("said");
      assertThrows(SmtpProtocolException.class, session::noop);
      server.assertCompleted();
    }
  }

  /** Such a server would take the next command for more of this text. */
  @ParameterizedTest
  @ValueSource(strings = {"NOOP", "VRFY x", "EXPN x", "HELP", "HELP x"})
  void intermediateReplyClosesTheSession(String command) throws Exception {
    try (var server = Play.server(Play.hello() + "C: " + command + "\nS: 354 go ahead\nEOF\n");
        SmtpSession session = Play.client(server).connect()) {
      assertThrows(SmtpProtocolException.class, () -> say(session, command));
      assertFalse(session.isOpen());
      server.assertCompleted();
    }
  }

  private static Reply say(SmtpSession session, String command) throws SmtpException {
    return switch (command) {
      case "NOOP" -> session.noop();
      case "VRFY x" -> session.verify("x");
      case "EXPN x" -> session.expand("x");
      case "HELP" -> session.help();
      default -> session.help("x");
    };
  }

  @Test
  @Tag("P49")
  void reply421WhileIdleIsReportedAndNothingIsSent() throws Exception {
    try (var server = Play.server(Play.hello() + "S: 421 4.4.2 idle\nMARK said\nEOF\n");
        SmtpSession session = Play.client(server).connect()) {
      server.awaitMark("said");
      var failure = assertThrows(SmtpServerDisconnectedException.class, session::noop);
      assertEquals("4.4.2 idle", failure.reply().map(Reply::text).orElseThrow());
      assertFalse(session.isOpen());
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"S: hello there", "S: 550-a\nS: 250 b", "S: 250-a\nS: xyz", "S: 600 x"})
  @Tag("P05")
  @Tag("P06")
  @Tag("P07")
  void malformedReplyClosesTheSession(String reply) throws Exception {
    try (var server = Play.server(Play.hello() + "C: NOOP\n" + reply + "\nEOF\n");
        SmtpSession session = Play.client(server).connect()) {
      assertThrows(SmtpProtocolException.class, session::noop);
      assertFalse(session.isOpen());
      assertThrows(SmtpServerDisconnectedException.class, session::noop);
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {251, 354, 451, 500})
  void refusedRsetClosesTheSession(int code) throws Exception {
    try (var server = Play.server(Play.hello() + "C: RSET\nS: " + code + " no\nEOF\n");
        SmtpSession session = Play.client(server).connect()) {
      assertThrows(SmtpProtocolException.class, session::rset);
      assertFalse(session.isOpen());
      server.assertCompleted();
    }
  }

  // --- quit and close

  @ParameterizedTest
  @ValueSource(ints = {221, 250, 421, 500})
  @Tag("S126")
  @Tag("P65")
  void quitClosesWhateverTheReply(int code) throws Exception {
    try (var server = Play.server(Play.hello() + "C: QUIT\nS: " + code + " so\nEOF\n")) {
      SmtpSession session = Play.client(server).connect();
      assertEquals(code, session.quit().code());
      assertFalse(session.isOpen());
      session.close();
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"S: 250 what", "S: 421 so", "CLOSE", "RESET", "S: garbage", "S: 221"})
  @Tag("S12")
  @Tag("P66")
  void closeThrowsNothing(String answer) throws Exception {
    try (var server = Play.server(Play.hello() + "C: QUIT\n" + answer + "\n")) {
      SmtpSession session = Play.client(server).connect();
      session.close();
      session.close();
      assertFalse(session.isOpen());
      server.assertCompleted();
    }
  }

  @Test
  void closedSessionRefusesEveryMethod() throws Exception {
    try (var server = Play.server(Play.hello() + "C: QUIT\nS: 221 bye\n")) {
      SmtpSession session = Play.client(server).connect();
      session.close();
      for (Executable verb : List.<Executable>of(session::noop, session::quit, session::rset)) {
        var failure = assertThrows(SmtpServerDisconnectedException.class, verb);
        assertEquals("The session is closed; open a new one", ExceptionResults.text(failure));
      }
    }
  }

  @Test
  void closeDoesNotDeliverAnOpenTransaction() throws Exception {
    try (var server =
        Play.server(Play.hello() + "C: MAIL *\nS: 250 ok\nC: QUIT\nS: 221 bye\nEOF\n")) {
      SmtpSession session = Play.client(server).connect();
      session.mail("a@example.org");
      session.close();
      server.assertCompleted();
    }
  }

  @Test
  @Tag("S01")
  void secondThreadIsRefused() throws Exception {
    try (var server = Play.server(Play.hello() + "C: NOOP\nWAIT here\nS: 250 ok\n");
        SmtpSession session = Play.client(server).connect()) {
      CompletableFuture<Reply> first =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return session.noop();
                } catch (SmtpException e) {
                  throw new AssertionError(e);
                }
              },
              Thread::startVirtualThread);
      server.awaitMark("here");
      refused(session::noop);
      refused(() -> session.send(Play.mail("b@example.net")));
      assertTrue(session.isOpen());
      server.release("here");
      assertEquals(250, first.get().code());
      server.assertCompleted();
    }
  }
}
