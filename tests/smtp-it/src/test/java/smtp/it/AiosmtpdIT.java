package smtp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.api.Phase;
import smtp.api.RecipientResult;
import smtp.api.RecipientResult.Accepted;
import smtp.api.RecipientResult.Refused;
import smtp.api.RecipientResult.Unknown;
import smtp.api.Recovery;
import smtp.api.SmtpException;
import smtp.api.SmtpOutcomeUnknownException;
import smtp.api.SmtpSession;
import smtp.api.Timeouts;
import smtp.api.TlsMode;
import smtp.core.SmtpClient;
import smtp.lmtp.LmtpClient;
import smtp.lmtp.LmtpSession;

/** aiosmtpd, which sends one final reply for all recipients over LMTP. */
class AiosmtpdIT {

  private static final String ALICE = "alice@example.test";
  private static final String BOB = "bob@example.test";

  /** Long enough for a reply to arrive on a busy machine. */
  private static final Timeouts SILENCE =
      Timeouts.rfc5321().with(Phase.END_OF_DATA, Duration.ofSeconds(3));

  @SuppressWarnings("NullAway.Init") // by the first method
  private static RealServers servers;

  @BeforeAll
  static void find() throws Exception {
    servers = RealServers.running();
  }

  private static String text(String mark) {
    return RealServers.header(mark) + "\r\n.\r\n..\r\nGrüße\r\n";
  }

  private static Mail mail(String mark, String... recipients) {
    return Mail.of(Envelope.of(ALICE, recipients), Content.of(text(mark)));
  }

  private static void assertStored(String mailbox, String mark) throws Exception {
    String stored = servers.stored("aiosmtpd", mailbox, mark).getFirst();
    assertTrue(stored.endsWith(RealServers.asStored(text(mark))), stored);
  }

  @Test
  void messageArrivesUnchangedOverTls() throws Exception {
    String mark = RealServers.mark();
    SmtpClient client = servers.smtp("aiosmtpd.starttls").tls(TlsMode.STARTTLS).build();
    try (SmtpSession session = client.connect()) {
      assertTrue(session.send(mail(mark, BOB, "üser@example.test")).isComplete());
    }
    assertStored("bob", mark);
    assertStored("utf8", mark);
  }

  @Test
  void oneReplyIsEnoughForOneRecipient() throws Exception {
    String mark = RealServers.mark();
    try (LmtpSession session = servers.lmtp("aiosmtpd.lmtp").build().connect()) {
      assertEquals(1, session.send(mail(mark, "nobody@example.test", BOB)).accepted().size());
      assertTrue(session.send(mail(RealServers.mark(), BOB)).isComplete());
    }
    assertStored("bob", mark);
  }

  @Test
  void utf8AddressesAreSentIfTheServerSupportsThem() throws Exception {
    String mark = RealServers.mark();
    try (LmtpSession session = servers.lmtp("aiosmtpd.lmtp").build().connect()) {
      assertTrue(session.send(mail(mark, "üser@example.test")).isComplete());
    }
    assertStored("utf8", mark);
  }

  @Test
  void oneReplyForThreeLeavesTheOthersUnknown() throws Exception {
    String mark = RealServers.mark();
    LmtpClient client = servers.lmtp("aiosmtpd.lmtp").timeouts(SILENCE).build();
    try (LmtpSession session = client.connect()) {
      Mail mail = mail(mark, ALICE, "nobody@example.test", BOB, ALICE);
      SmtpException failure =
          assertThrows(SmtpOutcomeUnknownException.class, () -> session.send(mail));
      List<RecipientResult> recipients = failure.result().orElseThrow().recipients();
      assertEquals(Accepted.class, recipients.get(0).getClass());
      assertEquals(Refused.class, recipients.get(1).getClass());
      assertEquals(Unknown.class, recipients.get(2).getClass());
      assertEquals(Unknown.class, recipients.get(3).getClass());
      assertEquals(Recovery.MAY_HAVE_BEEN_DELIVERED, failure.recovery());
      assertFalse(session.isOpen());
    }
    assertStored("bob", mark);
  }

  @Test
  void missingReplyIsNotTakenFromTheNextMessage() throws Exception {
    LmtpClient client = servers.lmtp("aiosmtpd.lmtp").timeouts(SILENCE).build();
    var mails = List.of(mail(RealServers.mark(), ALICE, BOB), mail(RealServers.mark(), BOB));
    var accepted = new ArrayList<Integer>();
    try (LmtpSession session = client.connect()) {
      assertThrows(
          SmtpException.class,
          () ->
              session.sendAll(
                  mails.iterator(),
                  (mail, result, failure) -> accepted.add(result.accepted().size())));
    }
    assertEquals(List.of(1), accepted);
  }
}
