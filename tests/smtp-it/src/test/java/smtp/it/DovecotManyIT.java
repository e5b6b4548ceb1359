package smtp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.api.SendResult;
import smtp.lmtp.LmtpClient;

/**
 * Hundreds of messages to three recipients each over Dovecot's Unix socket: every result is
 * correct, every file contains its message, and nothing is left open. {@code -Dsmtp.messages=10000}
 * sets the number of messages.
 */
class DovecotManyIT {

  private static final int MESSAGES = Integer.getInteger("smtp.messages", 300);

  @Test
  void everyResultAndEveryFileIsCorrect() throws Exception {
    RealServers servers = RealServers.running();
    String mark = RealServers.mark();
    LmtpClient client = servers.lmtpOverUnixSocket().build();
    client.connect().close(); // opens files that stay open
    long before = ProcessUse.openDescriptors();
    List<SendResult> results = new ArrayList<>();
    long start = System.nanoTime();
    client.sendAll(
        IntStream.range(0, MESSAGES).mapToObj(n -> mail(mark, n)).iterator(),
        (mail, result, failure) -> results.add(result));
    System.out.printf(
        "%d messages to 3 recipients each in %.1f s%n",
        MESSAGES, (System.nanoTime() - start) / 1e9);
    assertEquals(MESSAGES, results.size());
    assertTrue(results.stream().allMatch(DovecotManyIT::isRight), "a result is wrong");
    assertEquals(before, ProcessUse.openDescriptors());
    for (String mailbox : List.of("alice", "bob")) {
      assertEquals(texts(mark), stored(servers, mailbox, mark), mailbox);
    }
    assertEquals(List.of(), servers.stored("dovecot", "full", mark));
  }

  private static Mail mail(String mark, int n) {
    Envelope envelope =
        Envelope.of(
            "alice@example.test", "alice@example.test", "full@example.test", "bob@example.test");
    return Mail.of(envelope, Content.of(text(mark, n)));
  }

  /** Texts of many lengths, each too long for the mailbox with a quota. */
  private static String text(String mark, int n) {
    return RealServers.header(mark + "." + n) + (".Grüße " + n + "\r\n.\r\n").repeat(200 + n % 97);
  }

  private static boolean isRight(SendResult result) {
    return result.accepted().size() == 2
        && result.refused().size() == 1
        && result.refused().getFirst().recipient().toString().equals("full@example.test")
        && result.refused().getFirst().reply().code() == 552
        && result.accepted().stream().allMatch(one -> one.reply().code() == 250);
  }

  private static List<String> texts(String mark) {
    return IntStream.range(0, MESSAGES)
        .mapToObj(n -> RealServers.asStored(text(mark, n)))
        .sorted()
        .toList();
  }

  /** Returns the messages without the fields that Dovecot adds before them. */
  private static List<String> stored(RealServers servers, String mailbox, String mark)
      throws Exception {
    List<String> messages = new ArrayList<>();
    for (String file : servers.stored("dovecot", mailbox, mark)) {
      messages.add(file.substring(file.indexOf("\r\nFrom: alice@") + 2));
    }
    Collections.sort(messages);
    return messages;
  }
}
