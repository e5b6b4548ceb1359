package smtp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Extension;
import smtp.api.Mail;
import smtp.api.RecipientResult.Accepted;
import smtp.api.RecipientResult.Refused;
import smtp.api.SendResult;

/** Hundreds of messages on one connection: what is said of each is what the mailboxes hold. */
class SendAllIT {

  private static final int MESSAGES = 200;
  private static final String ALICE = "alice@example.test";
  private static final String REJECT = "reject@example.test";

  @SuppressWarnings("NullAway.Init") // by the first method
  private static RealServers servers;

  @BeforeAll
  static void find() throws Exception {
    servers = RealServers.running();
  }

  static Stream<Arguments> ways() {
    return Stream.of("postfix.relay", "postfix.strict")
        .flatMap(listener ->
            Stream.of(
                Arguments.of(listener, List.of()),
                Arguments.of(listener, List.of(Extension.CHUNKING)),
                Arguments.of(listener, List.of(Extension.PIPELINING)),
                Arguments.of(listener, List.of(Extension.PIPELINING, Extension.CHUNKING))));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void whatIsSaidOfEachMessageIsWhatTheMailboxesHold(String listener, List<Extension> without)
      throws Exception {
    String mark = RealServers.mark();
    List<Mail> mails = IntStream.range(0, MESSAGES).mapToObj(n -> mail(mark, n)).toList();
    Map<Mail, SendResult> said = new HashMap<>();
    List<Mail> order = new ArrayList<>();
    var client = servers.smtp(listener).without(without.toArray(Extension[]::new)).build();
    client.sendAll(
        mails.iterator(),
        (mail, result, failure) -> {
          order.add(mail);
          said.put(mail, result);
        });
    assertEquals(mails, order);
    for (int n = 0; n < MESSAGES; n++) {
      assertEquals(expected(n), codes(said.get(mails.get(n))), "message " + n);
    }
    assertMailboxHolds("alice", ALICE, mark, mails, said);
    assertMailboxHolds("bob", "bob@example.test", mark, mails, said);
  }

  /** One of seven kinds, short and long. */
  private static Mail mail(String mark, int n) {
    Envelope envelope =
        switch (n % 7) {
          case 0 -> Envelope.of(ALICE, REJECT);
          case 1 -> Envelope.of("rejectend@example.test", ALICE);
          case 2 -> Envelope.of(ALICE, "bob@example.test", REJECT, ALICE);
          case 3 -> Envelope.of("badsender@example.test", ALICE);
          case 4 -> Envelope.of("deferend@example.test", ALICE, REJECT);
          case 5 -> Envelope.of(ALICE, "defer@example.test", REJECT);
          default -> Envelope.of(ALICE, ALICE);
        };
    return Mail.of(envelope, Content.of(text(mark, n)));
  }

  private static String text(String mark, int n) {
    String line = ".line of " + n + "\r\n.\r\n";
    return RealServers.header(mark + "." + n) + line.repeat(n % 5 == 0 ? 3000 : n);
  }

  private static List<Integer> expected(int n) {
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

  private static void assertMailboxHolds(
      String mailbox, String address, String mark, List<Mail> mails, Map<Mail, SendResult> said)
      throws Exception {
    List<String> accepted =
        IntStream.range(0, MESSAGES)
            .filter(n -> isAccepted(address, said.get(mails.get(n))))
            .mapToObj(n -> text(mark, n))
            .sorted()
            .toList();
    List<String> stored =
        servers.stored("postfix", mailbox, mark, accepted.size()).stream()
            .map(message -> message.substring(message.indexOf("From: alice@")))
            .sorted()
            .toList();
    assertEquals(accepted, stored);
  }

  private static boolean isAccepted(String address, SendResult result) {
    return result.accepted().stream()
        .anyMatch(one -> one.recipient().mailbox().toString().equals(address));
  }
}
