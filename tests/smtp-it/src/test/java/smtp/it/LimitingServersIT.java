package smtp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Content;
import smtp.api.Credentials;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.api.SendResult;
import smtp.api.SmtpAuthenticationException;
import smtp.api.SmtpSession;
import smtp.api.TlsMode;
import smtp.core.SmtpClient;
import smtp.lmtp.LmtpSession;

/**
 * Haraka, which refuses what was sent after the final dot and closes, and smtp-server, without
 * pipelining or with limits: what is told matches what they have stored.
 */
class LimitingServersIT {

  private static final String ALICE = "alice@example.test";
  private static final String BOB = "bob@example.test";

  @SuppressWarnings("NullAway.Init") // by the first method
  private static RealServers servers;

  @BeforeAll
  static void find() throws Exception {
    servers = RealServers.running();
    servers.require("haraka.starttls");
  }

  private static Mail mail(String mark, String... recipients) {
    return Mail.of(Envelope.of(ALICE, recipients), Content.of(text(mark)));
  }

  private static String text(String mark) {
    return RealServers.header(mark) + "\r\n.\r\n..\r\nGrüße\r\n";
  }

  private static SmtpClient.Builder client(String listener) {
    TlsMode tls = listener.endsWith(".tls") ? TlsMode.IMPLICIT : TlsMode.STARTTLS;
    return servers.smtp(listener).tls(tls);
  }

  private static void assertStored(String listener, String mailbox, String mark, int copies)
      throws Exception {
    String server = listener.substring(0, listener.indexOf('.'));
    List<String> stored = servers.taken(server, mailbox, Set.of(mark), copies);
    assertEquals(copies, stored.size());
    String text = RealServers.asStored(text(mark));
    for (String message : stored) {
      assertTrue(message.endsWith(text), message);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "haraka.starttls, PLAIN",
    "haraka.starttls, LOGIN",
    "haraka.tls, CRAM-MD5",
    "nodemailer.waiting, PLAIN",
    "nodemailer.waiting, LOGIN",
  })
  void onlyTheRightPasswordLogsIn(String listener, String mechanism) throws Exception {
    String mark = RealServers.mark();
    try (SmtpSession session = client(listener).build().connect()) {
      assertThrows(
          SmtpAuthenticationException.class,
          () -> session.authenticate(mechanism, Credentials.password(ALICE, "wrong")));
      session.authenticate(mechanism, Credentials.password(ALICE, "alicepw"));
      assertTrue(session.send(mail(mark, BOB)).isComplete());
    }
    assertStored(listener, "bob", mark, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"haraka.starttls", "nodemailer.waiting", "nodemailer.closing"})
  void everyMessageOfManyIsStoredOnce(String listener) throws Exception {
    List<String> marks = IntStream.range(0, 25).mapToObj(n -> RealServers.mark()).toList();
    List<SendResult> results = new ArrayList<>();
    client(listener)
        .build()
        .sendAll(
            marks.stream().map(mark -> mail(mark, BOB)).iterator(),
            (mail, result, failure) -> results.add(result));
    assertEquals(marks.size(), results.stream().filter(SendResult::isComplete).count());
    for (String mark : marks) {
      assertStored(listener, "bob", mark, 1);
    }
  }

  /** 452 to the fourth and later recipients of a transaction. */
  @Test
  void recipientsOverTheLimitOfTheServerGetTheirOwnTransactions() throws Exception {
    String mark = RealServers.mark();
    String[] recipients =
        IntStream.range(0, 10).mapToObj(n -> "bob+" + n + "@example.test").toArray(String[]::new);
    try (SmtpSession session =
        client("nodemailer.limited").retryTooManyRecipients().build().connect()) {
      assertTrue(session.send(mail(mark, recipients)).isComplete());
    }
    assertStored("nodemailer.limited", "bob", mark, recipients.length);
  }

  @Test
  void eachRecipientOverLmtpHasItsReply() throws Exception {
    String mark = RealServers.mark();
    try (LmtpSession session = servers.lmtp("nodemailer.lmtp").build().connect()) {
      SendResult result = session.send(mail(mark, BOB, "nobody@example.test", ALICE));
      assertEquals(2, result.accepted().size());
      assertEquals(550, result.refused().getFirst().reply().code());
    }
    assertStored("nodemailer.lmtp", "bob", mark, 1);
    assertStored("nodemailer.lmtp", "alice", mark, 1);
  }
}
