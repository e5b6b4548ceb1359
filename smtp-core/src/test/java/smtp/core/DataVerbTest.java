package smtp.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Content;
import smtp.api.SmtpDataException;
import smtp.api.SmtpException;
import smtp.api.SmtpOutcomeUnknownException;
import smtp.api.SmtpProtocolException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.api.SmtpSession;
import smtp.testkit.Delivery;

/** The method for DATA alone. */
class DataVerbTest {

  private static final Content CONTENT = Content.of(Play.TEXT);

  private static final String ENVELOPE =
      Play.hello("PIPELINING")
          + """
          C: MAIL FROM:<a@example.org>
          S: 250 ok
          C: RCPT TO:<b@example.net>
          S: 250 ok
          """;

  private static SmtpSession inTransaction(smtp.testkit.ScriptedServer server)
      throws SmtpException {
    SmtpSession session = Play.client(server).connect();
    assertTrue(session.mail("a@example.org").isPositive());
    assertTrue(session.rcpt("b@example.net").isPositive());
    return session;
  }

  @ParameterizedTest
  @MethodSource("smtp.testkit.Delivery#all")
  @Tag("S132")
  void everyFinalReplyIsReturned(Delivery delivery) throws Exception {
    String script =
        ENVELOPE
            + "C: DATA\nS: 354 go\n"
            + Play.DATA
            + "S: 554 5.7.1 spam\n"
            + Play.transaction("250 queued")
            + "C: QUIT\nS: 221 bye\n";
    try (var server = Play.server(delivery, script)) {
      try (SmtpSession session = inTransaction(server)) {
        assertEquals(554, session.data(CONTENT).code());
        session.mail("a@example.org");
        session.rcpt("b@example.net");
        assertEquals(250, session.data(CONTENT).code());
      }
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @MethodSource("smtp.testkit.Delivery#all")
  @Tag("S132")
  @Tag("P31")
  void refusedDataEndsTheTransactionAndTheNextStartsWithRset(Delivery delivery) throws Exception {
    String script =
        ENVELOPE
            + """
            C: DATA
            S: 451 4.3.0 not now
            C: RSET
            S: 250 ok
            C: MAIL FROM:<a@example.org>
            S: 250 ok
            """;
    try (var server = Play.server(delivery, script);
        SmtpSession session = inTransaction(server)) {
      var failure = assertThrows(SmtpDataException.class, () -> session.data(CONTENT));
      assertEquals(451, failure.reply().code());
      assertThrows(IllegalStateException.class, () -> session.data(CONTENT));
      assertTrue(session.mail("a@example.org").isPositive());
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"250 ok", "334 more"})
  void contentIsSentOnlyAfter354(String reply) throws Exception {
    try (var server = Play.server(ENVELOPE + "C: DATA\nS: " + reply + "\nEOF\n");
        SmtpSession session = inTransaction(server)) {
      assertThrows(SmtpProtocolException.class, () -> session.data(CONTENT));
      assertFalse(session.isOpen());
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"CLOSE", "RESET", "S: 354 more\nEOF", "S: what\nEOF"})
  void missingReplyAfterTheDotIsUnknown(String end) throws Exception {
    try (var server = Play.server(ENVELOPE + "C: DATA\nS: 354 go\n" + Play.DATA + end + "\n");
        SmtpSession session = inTransaction(server)) {
      assertThrows(SmtpOutcomeUnknownException.class, () -> session.data(CONTENT));
      assertFalse(session.isOpen());
      server.assertCompleted();
    }
  }

  @Test
  void reply421AfterTheDotIsReturned() throws Exception {
    try (var server =
            Play.server(ENVELOPE + "C: DATA\nS: 354 go\n" + Play.DATA + "S: 421 bye\nEOF\n");
        SmtpSession session = inTransaction(server)) {
      var failure =
          assertThrows(SmtpServerDisconnectedException.class, () -> session.data(CONTENT));
      assertEquals(421, failure.reply().orElseThrow().code());
    }
  }

  @Test
  void refusalDuringTheContentIsReported() throws Exception {
    Content large = Content.of(("x".repeat(78) + "\r\n").repeat(200_000));
    try (var server =
            Play.server(ENVELOPE + "C: DATA\nS: 354 go\nREAD 65536\nS: 552 too much\nCLOSE\n");
        SmtpSession session = inTransaction(server)) {
      var failure = assertThrows(SmtpDataException.class, () -> session.data(large));
      assertEquals(552, failure.reply().code());
      assertFalse(session.isOpen());
    }
  }
}
