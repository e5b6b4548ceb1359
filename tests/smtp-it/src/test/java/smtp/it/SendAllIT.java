package smtp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Content;
import smtp.api.Credentials;
import smtp.api.Envelope;
import smtp.api.Extension;
import smtp.api.Mail;
import smtp.api.RecipientResult.Accepted;
import smtp.api.RecipientResult.Refused;
import smtp.api.SendResult;
import smtp.api.TlsMode;
import smtp.core.SmtpClient;

/** Hundreds of messages on one connection: the results match the contents of the mailboxes. */
class SendAllIT {

  /** A multiple of seven, because there are seven kinds. */
  private static final int MESSAGES = Integer.getInteger("smtp.it.messages", 210);

  private static final String ALICE = "alice@example.test";
  private static final String REJECT = "reject@example.test";

  @SuppressWarnings("NullAway.Init") // by the first method
  private static RealServers servers;

  @BeforeAll
  static void find() throws Exception {
    servers = RealServers.running();
  }

  static Stream<Arguments> ways() {
    Stream<Arguments> all =
        Stream.of(
                "postfix.relay",
                "postfix.strict",
                "postfix.stock",
                "postfix.postscreen",
                "dovecot.submission")
            .flatMap(listener ->
                Stream.of(
                    Arguments.of(listener, List.of()),
                    Arguments.of(listener, List.of(Extension.CHUNKING)),
                    Arguments.of(listener, List.of(Extension.PIPELINING)),
                    Arguments.of(listener, List.of(Extension.PIPELINING, Extension.CHUNKING))));
    return Stream.concat(all, waysWithoutChunking());
  }

  /** The servers that do not offer CHUNKING. */
  private static Stream<Arguments> waysWithoutChunking() {
    return Stream.of("haraka.starttls", "nodemailer.closing")
        .flatMap(listener ->
            Stream.of(
                Arguments.of(listener, List.of()),
                Arguments.of(listener, List.of(Extension.PIPELINING))));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void resultsMatchTheMailboxes(String listener, List<Extension> without) throws Exception {
    servers.require(listener);
    String mark = RealServers.mark();
    List<Mail> mails = IntStream.range(0, MESSAGES).mapToObj(n -> mail(mark, n)).toList();
    Map<Mail, SendResult> results = new HashMap<>();
    List<Mail> order = new ArrayList<>();
    SmtpClient client = builder(listener).disable(without.toArray(Extension[]::new)).build();
    client.sendAll(
        mails.iterator(),
        (mail, result, failure) -> {
          order.add(mail);
          results.put(mail, result);
        });
    assertEquals(mails, order);
    for (int n = 0; n < MESSAGES; n++) {
      assertEquals(expected(listener, n), codes(results.get(mails.get(n))), "message " + n);
    }
    String server = serverThatStores(listener);
    assertMailboxHolds(server, "alice", ALICE, mark, mails, results);
    assertMailboxHolds(server, "bob", "bob@example.test", mark, mails, results);
  }

  /** Dovecot's submission service passes messages on to Postfix. */
  private static String serverThatStores(String listener) {
    String server = listener.substring(0, listener.indexOf('.'));
    return server.equals("dovecot") ? "postfix" : server;
  }

  private static SmtpClient.Builder builder(String listener) {
    SmtpClient.Builder builder = servers.smtp(listener);
    return listener.startsWith("dovecot")
        ? builder.tls(TlsMode.STARTTLS).credentials(Credentials.password(ALICE, "alicepw"))
        : builder;
  }

  /** The server replies 450 to each recipient, sometimes late. A message too large is not begun. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void deepProtocolTestsRefuseEachRecipient(boolean chunking) throws Exception {
    List<Mail> mails = IntStream.range(0, 14).mapToObj(n -> mail(RealServers.mark(), n)).toList();
    List<Integer> codes = new ArrayList<>();
    SmtpClient.Builder builder = servers.smtp("postfix.deep");
    SmtpClient client = (chunking ? builder : builder.disable(Extension.CHUNKING)).build();
    client.sendAll(mails.iterator(), (mail, result, failure) -> codes.addAll(codes(result)));
    int recipients = mails.stream().mapToInt(mail -> mail.envelope().recipients().size()).sum();
    assertEquals(Collections.nCopies(recipients, 450), codes);
  }

  /** Returns a message of one of seven kinds, short or long. */
  private static Mail mail(String mark, int n) {
    if (isTooLarge(n)) {
      return Mail.of(Envelope.of(ALICE, ALICE), Content.of("x".repeat(1_000_001)));
    }
    Envelope envelope =
        switch (n % 7) {
          case 0 -> Envelope.of(ALICE, REJECT);
          case 1 -> Envelope.of("rejectend@example.test", ALICE);
          case 2 -> Envelope.of(sender(n), "bob@example.test", REJECT, ALICE);
          case 3 -> Envelope.of("badsender@example.test", ALICE);
          case 4 -> Envelope.of("deferend@example.test", ALICE, REJECT);
          case 5 -> Envelope.of(ALICE, "defer@example.test", REJECT);
          default -> Envelope.of(sender(n), ALICE);
        };
    return Mail.of(envelope, Content.of(text(mark, n)));
  }

  private static String sender(int n) {
    return "alice+" + n + "@example.test";
  }

  /** Larger than the limit that the server advertises. */
  private static boolean isTooLarge(int n) {
    return n % 70 == 69;
  }

  private static String text(String mark, int n) {
    String line = ".line of " + n + "\r\n.\r\n";
    return RealServers.header(mark + "." + n) + line.repeat(n % 50 == 0 ? 3000 : n % 100);
  }

  /** Haraka's codes for what a plugin refuses are 550 and 450. */
  private static List<Integer> expected(String listener, int n) {
    return listener.startsWith("haraka")
        ? expected(n).stream().map(code -> code - code % 10).toList()
        : expected(n);
  }

  private static List<Integer> expected(int n) {
    if (isTooLarge(n)) {
      return List.of(0);
    }
    return switch (n % 7) {
      case 0 -> List.of(550);
      case 1 -> List.of(554);
      case 2 -> List.of(250, 550, 250);
      case 3 -> List.of(0);
      case 4 -> List.of(451, 550);
      case 5 -> List.of(450, 550);
      default -> List.of(250);
    };
  }

  private static List<Integer> codes(SendResult result) {
    return result.recipients().stream()
        .map(recipient ->
            switch (recipient) {
              case Accepted accepted -> accepted.reply().code();
              case Refused refused -> refused.reply().code();
              default -> 0;
            })
        .toList();
  }

  /** Each message has its own sender. */
  private static void assertMailboxHolds(
      String server,
      String mailbox,
      String address,
      String mark,
      List<Mail> mails,
      Map<Mail, SendResult> results)
      throws Exception {
    List<String> accepted =
        IntStream.range(0, MESSAGES)
            .filter(n -> isAccepted(address, results.get(mails.get(n))))
            .mapToObj(n -> sender(n) + text(mark, n))
            .sorted()
            .toList();
    List<String> stored =
        servers.taken(server, mailbox, Set.of(mark), accepted.size()).stream()
            .map(SendAllIT::senderAndText)
            .sorted()
            .toList();
    assertEquals(accepted, stored);
  }

  private static String senderAndText(String stored) {
    String sender = stored.replaceFirst("(?s)Return-Path: <(.*?)>.*", "$1");
    return sender + stored.substring(stored.indexOf("From: alice@"));
  }

  private static boolean isAccepted(String address, SendResult result) {
    return result.accepted().stream()
        .anyMatch(one -> one.recipient().mailbox().toString().equals(address));
  }
}
