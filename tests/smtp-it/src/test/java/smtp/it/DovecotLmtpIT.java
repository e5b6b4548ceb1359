package smtp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Extension;
import smtp.api.Mail;
import smtp.api.RecipientResult;
import smtp.api.RecipientResult.Refused;
import smtp.api.Reply;
import smtp.api.SendResult;
import smtp.api.SmtpNotSupportedException;
import smtp.api.TlsMode;
import smtp.lmtp.LmtpClient;
import smtp.lmtp.LmtpSession;

/** Dovecot over LMTP: a reply for each recipient, over both kinds of socket. */
class DovecotLmtpIT {

  private static final String ALICE = "alice@example.test";
  private static final String BOB = "bob@example.test";
  private static final String FULL = "full@example.test";

  @SuppressWarnings("NullAway.Init") // by the first method
  private static RealServers servers;

  enum Way {
    TCP {
      @Override
      LmtpClient.Builder client() {
        return servers.lmtp("dovecot.lmtp");
      }
    },
    UNIX_SOCKET {
      @Override
      LmtpClient.Builder client() {
        return servers.lmtpOverUnixSocket();
      }
    },
    TCP_WITH_DATA {
      @Override
      LmtpClient.Builder client() {
        return servers.lmtp("dovecot.lmtp").disable(Extension.CHUNKING);
      }
    },
    UNIX_SOCKET_IN_LOCK_STEP {
      @Override
      LmtpClient.Builder client() {
        return servers.lmtpOverUnixSocket().disable(Extension.PIPELINING, Extension.CHUNKING);
      }
    };

    abstract LmtpClient.Builder client();
  }

  @BeforeAll
  static void find() throws Exception {
    servers = RealServers.running();
  }

  /** Too long for the mailbox with a quota. */
  private static String text(String mark) {
    return RealServers.header(mark) + ".Grüße\r\n..\r\n.\r\n".repeat(1000);
  }

  private static Mail mail(String mark, String... recipients) {
    return Mail.of(Envelope.of(ALICE, recipients), Content.of(text(mark)));
  }

  private static void assertStored(String mailbox, String mark, int copies) throws Exception {
    List<String> stored = servers.stored("dovecot", mailbox, mark);
    assertEquals(copies, stored.size());
    String expected = RealServers.asStored(text(mark));
    assertTrue(stored.stream().allMatch(message -> message.endsWith(expected)));
  }

  private static List<String> mailboxes(List<? extends RecipientResult> results) {
    return results.stream().map(result -> result.recipient().toString()).toList();
  }

  @ParameterizedTest
  @EnumSource
  @Tag("S25")
  void oneRecipientHasTheMessageByteForByte(Way way) throws Exception {
    String mark = RealServers.mark();
    try (LmtpSession session = way.client().build().connect()) {
      assertTrue(session.send(mail(mark, ALICE)).isComplete());
    }
    assertStored("alice", mark, 1);
  }

  @ParameterizedTest
  @EnumSource
  void recipientInTheMiddleIsOverQuota(Way way) throws Exception {
    String mark = RealServers.mark();
    SendResult result;
    try (LmtpSession session = way.client().build().connect()) {
      result = session.send(mail(mark, ALICE, FULL, BOB));
      assertTrue(session.isOpen());
    }
    assertEquals(List.of(ALICE, BOB), mailboxes(result.accepted()));
    Refused refused = result.refused().getFirst();
    assertEquals(FULL, refused.recipient().toString());
    assertEquals(552, refused.reply().code());
    assertEquals("5.2.2", refused.reply().enhancedStatus().orElseThrow().toString());
    assertStored("alice", mark, 1);
    assertStored("full", mark, 0);
    assertStored("bob", mark, 1);
  }

  @ParameterizedTest
  @EnumSource
  void eachOfTwoHundredRecipientsWithDuplicatesHasAResult(Way way) throws Exception {
    String mark = RealServers.mark();
    List<String> recipients = new ArrayList<>(Collections.nCopies(100, ALICE));
    IntStream.range(0, 49).forEach(n -> recipients.add(BOB));
    IntStream.range(0, 50).forEach(n -> recipients.add("nobody" + n + "@example.test"));
    recipients.add(FULL);
    Collections.shuffle(recipients, new Random(1));
    try (LmtpSession session = way.client().build().connect()) {
      SendResult result = session.send(mail(mark, recipients.toArray(String[]::new)));
      assertEquals(recipients, mailboxes(result.recipients()));
      assertEquals(149, result.accepted().size());
      assertEquals(51, result.refused().size());
      assertTrue(session.send(mail(RealServers.mark(), BOB)).isComplete());
    }
    // Dovecot replies 250 for each, and stores one copy in a mailbox.
    assertStored("alice", mark, 1);
    assertStored("bob", mark, 1);
    assertStored("full", mark, 0);
  }

  @ParameterizedTest
  @EnumSource
  void manyMessagesOnOneConnectionKeepTheirResults(Way way) throws Exception {
    String mark = RealServers.mark();
    List<Mail> mails =
        IntStream.range(0, 60)
            .mapToObj(n ->
                switch (n % 4) {
                  case 0 -> mail(mark, ALICE);
                  case 1 -> mail(mark, FULL);
                  case 2 -> mail(mark, "nobody@example.test");
                  default -> mail(mark, BOB, FULL, ALICE, "nobody@example.test");
                })
            .toList();
    List<Integer> accepted = new ArrayList<>();
    try (LmtpSession session = way.client().build().connect()) {
      session.sendAll(
          mails.iterator(), (mail, result, failure) -> accepted.add(result.accepted().size()));
    }
    assertEquals(
        IntStream.range(0, 60).mapToObj(n -> List.of(1, 0, 0, 2).get(n % 4)).toList(), accepted);
    assertStored("alice", mark, 30);
    assertStored("bob", mark, 15);
    assertStored("full", mark, 0);
  }

  @Test
  void dataVerbReturnsAReplyForEachAcceptedRecipient() throws Exception {
    String mark = RealServers.mark();
    try (LmtpSession session = servers.lmtpOverUnixSocket().build().open()) {
      assertEquals(250, session.lhlo().code());
      assertEquals(250, session.mail(ALICE).code());
      assertEquals(250, session.rcpt(ALICE).code());
      assertEquals(550, session.rcpt("nobody@example.test").code());
      assertEquals(250, session.rcpt(FULL).code());
      assertEquals(250, session.rcpt(BOB).code());
      List<Reply> replies = session.data(Content.of(text(mark)));
      assertEquals(List.of(250, 552, 250), replies.stream().map(Reply::code).toList());
      assertEquals(250, session.noop().code());
      assertEquals(221, session.quit().code());
    }
    assertStored("alice", mark, 1);
  }

  @Test
  void startTlsSecuresTheConnection() throws Exception {
    var client =
        LmtpClient.builder("localhost", servers.port("dovecot.lmtp"))
            .trust(servers.authority())
            .tls(TlsMode.STARTTLS)
            .build();
    try (LmtpSession session = client.connect()) {
      assertTrue(session.isSecure());
      assertTrue(session.send(mail(RealServers.mark(), ALICE)).isComplete());
    }
  }

  @Test
  void clientRejectsUtf8AddressesThatDovecotDoesNotSupport() throws Exception {
    try (LmtpSession session = servers.lmtpOverUnixSocket().build().connect()) {
      Mail mail = mail("none", "üser@example.test");
      SmtpNotSupportedException refusal =
          assertThrows(SmtpNotSupportedException.class, () -> session.send(mail));
      assertEquals(Extension.SMTPUTF8, refusal.extension());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"DATA", "BDAT"})
  void bareLineEndingsDoNotEndTheMessage(String command) throws Exception {
    String mark = RealServers.mark();
    String content = RealServers.header(mark) + "a\n.\nb\n.\r\nc\r\n.\nd\r.\r\n";
    LmtpClient.Builder client = servers.lmtpOverUnixSocket();
    if (command.equals("DATA")) {
      client.disable(Extension.CHUNKING);
    }
    try (LmtpSession session = client.build().connect()) {
      session.send(Mail.of(Envelope.of(ALICE, BOB), Content.of(content)));
      assertEquals(250, session.noop().code());
    }
    String normalized = content.replaceAll("\r\n|\r|\n", "\r\n");
    assertTrue(servers.stored("dovecot", "bob", mark).getFirst().endsWith(normalized));
  }
}
