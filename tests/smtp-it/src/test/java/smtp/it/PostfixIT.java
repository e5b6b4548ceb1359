package smtp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Capabilities;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Extension;
import smtp.api.Mail;
import smtp.api.Mailbox;
import smtp.api.Parameter;
import smtp.api.Parameter.Notification;
import smtp.api.RecipientResult;
import smtp.api.RecipientResult.Accepted;
import smtp.api.RecipientResult.Refused;
import smtp.api.Reply;
import smtp.api.SendResult;
import smtp.api.SmtpDataException;
import smtp.api.SmtpException;
import smtp.api.SmtpNotSupportedException;
import smtp.api.SmtpRecipientsRefusedException;
import smtp.api.SmtpSenderRefusedException;
import smtp.api.SmtpSession;
import smtp.message.Message;

/** Postfix: each verb, each kind of refusal, and what ends up in the mailbox. */
class PostfixIT {

  private static final String ALICE = "alice@example.test";
  private static final String BOB = "bob@example.test";

  @SuppressWarnings("NullAway.Init") // by the first method
  private static RealServers servers;

  @BeforeAll
  static void find() throws Exception {
    servers = RealServers.running();
  }

  private static SmtpSession connect(String listener) throws SmtpException {
    return servers.smtp(listener).build().connect();
  }

  private static Mail mail(String sender, String mark, String... recipients) {
    return Mail.of(Envelope.of(sender, recipients), Content.of(text(mark)));
  }

  private static String text(String mark) {
    return RealServers.header(mark) + ".dot\r\n..dots\r\n.\r\nend\r\n";
  }

  private static String onlyMessage(String mailbox, String mark) throws Exception {
    return servers.stored("postfix", mailbox, mark, 1).getFirst();
  }

  @Test
  @Tag("S60")
  @Tag("S133")
  void everyVerbIsAnswered() throws Exception {
    try (SmtpSession session = servers.smtp("postfix.relay").build().open()) {
      assertEquals(220, session.greeting().code());
      assertEquals(250, session.helo().code());
      assertEquals(250, session.ehlo().code());
      assertEquals(252, session.verify(ALICE).code());
      assertEquals(550, session.verify("nobody@example.test").code());
      assertTrue(session.expand("staff").isPermanent());
      assertTrue(session.help().code() >= 200);
      assertEquals(250, session.noop().code());
      assertEquals(459, session.command("ETRN example.test").code());
      assertEquals(250, session.mail(ALICE).code());
      assertEquals(250, session.rcpt(BOB).code());
      assertEquals(450, session.rcpt("defer@example.test").code());
      assertEquals(550, session.rcpt("reject@example.test").code());
      assertEquals(250, session.rset().code());
      assertEquals(221, session.quit().code());
      assertFalse(session.isOpen());
    }
  }

  @Test
  void capabilitiesOfPostfixAreParsed() throws Exception {
    try (SmtpSession session = connect("postfix.relay")) {
      Capabilities offered = session.capabilities();
      for (Extension extension :
          List.of(
              Extension.PIPELINING,
              Extension.CHUNKING,
              Extension.DSN,
              Extension.SMTPUTF8,
              Extension.EIGHTBITMIME,
              Extension.STARTTLS,
              Extension.ENHANCEDSTATUSCODES)) {
        assertTrue(offered.has(extension), extension::keyword);
      }
      assertEquals(1_000_000, offered.maxSize().orElseThrow());
    }
  }

  @Test
  void contentSentWithVerbsArrivesUnchanged() throws Exception {
    String mark = RealServers.mark();
    try (SmtpSession session = connect("postfix.relay")) {
      session.mail(ALICE);
      session.rcpt(BOB);
      Reply reply = session.data(Content.of(text(mark)));
      assertEquals(250, reply.code());
      assertEquals("2.0.0", reply.enhancedStatus().orElseThrow().toString());
    }
    assertTrue(onlyMessage("bob", mark).endsWith(text(mark)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"postfix.relay", "postfix.bare", "postfix.strict"})
  void contentWithAnyLineEndingArrivesWithCrlf(String listener) throws Exception {
    String mark = RealServers.mark();
    String content = RealServers.header(mark) + "a\n.\nb\r\n.\rc\r.\r\n\n.\n";
    Mail mail = Mail.of(Envelope.of(ALICE, BOB), Content.of(content));
    try (SmtpSession session = connect(listener)) {
      assertTrue(session.send(mail).isComplete());
      assertEquals(250, session.noop().code());
    }
    String normalized = content.replaceAll("\r\n|\r|\n", "\r\n");
    assertTrue(onlyMessage("bob", mark).endsWith(normalized));
  }

  @Test
  void longEightBitContentArrivesUnchanged() throws Exception {
    String mark = RealServers.mark();
    String line = ".Grüße an alle, 日本 €\r\n";
    String content = RealServers.header(mark) + line.repeat(20_000);
    try (SmtpSession session = connect("postfix.relay")) {
      session.send(Mail.of(Envelope.of(ALICE, BOB), Content.of(content)));
    }
    assertTrue(onlyMessage("bob", mark).endsWith(RealServers.asStored(content)));
  }

  @Test
  @Tag("S117")
  @Tag("S135")
  void builtMessageArrivesUnchanged() throws Exception {
    String mark = RealServers.mark();
    Message message =
        Message.builder()
            .from("Ann Grün <alice@example.test>")
            .to("bob@example.test")
            .subject("Größe " + mark)
            .text("Hello Bob,\n.\nGrüße " + mark + "\n")
            .build();
    var expected = new ByteArrayOutputStream();
    message.content().writeTo(expected);
    try (SmtpSession session = connect("postfix.relay")) {
      assertTrue(session.send(message).isComplete());
    }
    String bytes = expected.toString(StandardCharsets.ISO_8859_1);
    assertTrue(onlyMessage("bob", mark).endsWith(bytes));
  }

  @Test
  void utf8AddressesReachTheirMailbox() throws Exception {
    String mark = RealServers.mark();
    try (SmtpSession session = connect("postfix.relay")) {
      SendResult result = session.send(mail("üser@example.test", mark, "üser@example.test"));
      assertTrue(result.isComplete(), result::toString);
    }
    String stored = onlyMessage("utf8", mark);
    assertTrue(stored.contains(RealServers.asStored("Return-Path: <üser@example.test>")), stored);
  }

  @Test
  void utf8AddressesAreRejectedIfTheServerDoesNotSupportThem() throws Exception {
    try (SmtpSession session = connect("postfix.bare")) {
      Mail mail = mail(ALICE, "none", "üser@example.test");
      SmtpNotSupportedException refusal =
          assertThrows(SmtpNotSupportedException.class, () -> session.send(mail));
      assertEquals(Extension.SMTPUTF8, refusal.extension());
      assertEquals(250, session.noop().code());
    }
  }

  @Test
  void requestedNotificationComesBackWithItsParameters() throws Exception {
    String mark = RealServers.mark();
    Envelope envelope =
        Envelope.builder()
            .sender(BOB)
            .parameter(Parameter.retHeaders())
            .parameter(Parameter.envid("id+" + mark))
            .recipient(
                ALICE,
                Parameter.notifyOn(Notification.SUCCESS, Notification.FAILURE),
                Parameter.orcpt(Mailbox.of("other=name@example.test")))
            .build();
    try (SmtpSession session = connect("postfix.relay")) {
      session.send(Mail.of(envelope, Content.of(text(RealServers.mark()))));
    }
    String notification = onlyMessage("bob", mark);
    assertTrue(notification.contains("Original-Envelope-Id: id+" + mark), notification);
    assertTrue(notification.contains("rfc822;other=name@example.test"), notification);
  }

  @Test
  @Tag("S107")
  @Tag("S108")
  void everyRecipientHasItsResultInOrder() throws Exception {
    String mark = RealServers.mark();
    SendResult result;
    try (SmtpSession session = connect("postfix.relay")) {
      result =
          session.send(
              mail(ALICE, mark, BOB, "reject@example.test", ALICE, "defer@example.test", BOB));
    }
    assertEquals(List.of("250", "550", "250", "450", "250"), codes(result));
    assertEquals(1, servers.stored("postfix", "alice", mark, 1).size());
    String queueId = result.queueIds().getFirst();
    assertTrue(onlyMessage("alice", mark).contains("id " + queueId), queueId);
  }

  private static List<String> codes(SendResult result) {
    List<String> codes = new ArrayList<>();
    for (RecipientResult recipient : result.recipients()) {
      codes.add(
          switch (recipient) {
            case Accepted accepted -> "" + accepted.reply().code();
            case Refused refused -> "" + refused.reply().code();
            default -> recipient.toString();
          });
    }
    return codes;
  }

  @Test
  @Tag("S116")
  void everyKindOfRefusalHasItsExceptionAndLeavesTheSessionUsable() throws Exception {
    try (SmtpSession session = connect("postfix.relay")) {
      assertRefused(
          session, SmtpSenderRefusedException.class, "550", "badsender@example.test", BOB);
      assertRefused(
          session, SmtpRecipientsRefusedException.class, "550", ALICE, "reject@example.test");
      assertRefused(
          session, SmtpRecipientsRefusedException.class, "450", ALICE, "defer@example.test");
      assertRefused(session, SmtpDataException.class, "554", "rejectend@example.test", BOB);
      assertRefused(session, SmtpDataException.class, "451", "deferend@example.test", BOB);
      assertTrue(session.send(mail(ALICE, RealServers.mark(), BOB)).isComplete());
    }
  }

  private static void assertRefused(
      SmtpSession session,
      Class<? extends SmtpException> type,
      String code,
      String sender,
      String recipient) {
    Mail mail = mail(sender, "refused", recipient);
    SmtpException refusal = assertThrows(type, () -> session.send(mail));
    SendResult result = refusal.result().orElseThrow();
    if (type == SmtpSenderRefusedException.class) {
      assertEquals(1, result.notSent().size());
    } else {
      assertEquals(List.of(code), codes(result));
    }
    assertTrue(session.isOpen());
  }

  @Test
  void contentOverTheAdvertisedSizeIsRejectedBeforeItIsSent() throws Exception {
    String content = "Subject: large\r\n\r\n" + "0123456789\r\n".repeat(100_000);
    try (SmtpSession session = connect("postfix.relay")) {
      Mail mail = Mail.of(Envelope.of(ALICE, BOB), Content.of(content));
      assertThrows(SmtpException.class, () -> session.send(mail));
      assertEquals(250, session.noop().code());
    }
  }

  @Test
  @Tag("P38")
  void nullSenderIsAccepted() throws Exception {
    String mark = RealServers.mark();
    try (SmtpSession session = connect("postfix.relay")) {
      session.send(mail("", mark, BOB));
    }
    assertTrue(onlyMessage("bob", mark).contains("Return-Path: <>"));
  }
}
