package smtp.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.api.RecipientResult.Refused;
import smtp.api.Reply;
import smtp.api.SmtpReplyException;
import smtp.testkit.Delivery;

/** However much a server says about each of many recipients, what is kept of it stays small. */
class WordyServerTest {

  /** All that is kept of one operation, in characters, with some for each recipient. */
  private static final int MAX_KEPT = 600 * 1024;

  private static final int MAX_SHOWN = 512;
  private static final int RECIPIENTS = 20;

  private static Mail mail() {
    return Mail.of(
        Envelope.of(
            "a@example.org",
            IntStream.range(0, RECIPIENTS)
                .mapToObj(i -> "b" + i + "@example.net")
                .toArray(String[]::new)),
        Content.of(Play.TEXT));
  }

  /** A refusal of 31 lines of 8,100 octets. */
  private static String refusal() {
    String line = "5.1.1 " + "x".repeat(8094);
    return ("S: 550-" + line + "\n").repeat(30) + "S: 550 " + line + "\n";
  }

  private static int length(Reply reply) {
    return reply.lines().stream().mapToInt(String::length).sum();
  }

  @ParameterizedTest
  @ValueSource(strings = {"HELP", "PIPELINING"})
  void wordsOfAllRefusalsTogetherAreBoundedAndCodesAreKept(String extension) throws Exception {
    StringBuilder script = new StringBuilder(Play.hello(extension)).append("C: MAIL *\n");
    boolean pipelining = extension.equals("PIPELINING");
    script.append(pipelining ? "C: RCPT *\n".repeat(RECIPIENTS) + "C: DATA\n" : "");
    script.append("S: 250 ok\n");
    script.append(
        pipelining
            ? refusal().repeat(RECIPIENTS) + "S: 503 no\n"
            : ("C: RCPT *\n" + refusal()).repeat(RECIPIENTS));
    var outcome = Play.send(Delivery.whole(), script + "C: QUIT\nS: 221 bye\n", mail());
    List<Refused> refused = outcome.result().refused();
    assertEquals(RECIPIENTS, refused.size());
    int kept = refused.stream().mapToInt(one -> length(one.reply())).sum();
    assertTrue(kept <= MAX_KEPT, "kept " + kept);
    for (Refused one : refused) {
      assertEquals(550, one.reply().code());
      assertEquals("5.1.1", one.reply().enhancedStatus().orElseThrow().toString());
      assertTrue(one.reply().toString().getBytes(UTF_8).length <= MAX_SHOWN);
    }
    assertTrue(refused.getLast().reply().text().endsWith(" [shortened]"));
    String message = outcome.failure().getMessage();
    assertTrue(message.length() < 2 * MAX_SHOWN, message);
  }

  /** What was said about earlier messages is with the caller, and counts no more. */
  @Test
  void laterMessagesOfASessionAreToldWhole() throws Exception {
    String script = Play.hello();
    for (int i = 0; i < 3; i++) {
      script += (i == 0 ? "" : "C: RSET\nS: 250 ok\n") + "C: MAIL *\n" + refusal();
    }
    try (var server = Play.server(script + "C: QUIT\nS: 221 bye\n");
        var session = Play.client(server).connect()) {
      for (int i = 0; i < 3; i++) {
        var failure = Play.send(session, Play.mail("b@example.net")).failure();
        assertEquals(31, ((SmtpReplyException) failure).reply().lines().size());
      }
    }
  }
}
