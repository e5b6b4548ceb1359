package smtp.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import smtp.api.Mailbox;
import smtp.core.SmtpClient;
import smtp.message.Address;
import smtp.message.Message;
import smtp.testkit.Dialogue;
import smtp.testkit.ScriptedServer;

/**
 * Addresses that confuse parsers are either rejected, or reach RCPT as exactly the path that the
 * grammar gives them, so that no message goes to another domain.
 */
class OddAddressesIT {

  private static final Pattern CHARACTER = Pattern.compile("\\\\u([0-9a-f]{4})");
  private static final Pattern LENGTH = Pattern.compile("\\{([0-9]+)\\}");

  /** A line of {@code odd-addresses.txt}. */
  record OddAddress(String text, String path) {

    static OddAddress of(String line) {
      String[] parts = line.split("\t", -1);
      assertEquals(2, parts.length, line);
      return new OddAddress(unescaped(parts[0]), unescaped(parts[1]));
    }

    boolean isRefused() {
      return path.equals("-");
    }
  }

  private static String unescaped(String text) {
    String lineEnds = text.replace("\\r", "\r").replace("\\n", "\n").replace("\\t", "\t");
    String characters =
        CHARACTER
            .matcher(lineEnds)
            .replaceAll(found -> quoted(Integer.parseInt(found.group(1), 16)));
    return LENGTH
        .matcher(characters)
        .replaceAll(found -> "x".repeat(Integer.parseInt(found.group(1))));
  }

  private static String quoted(int character) {
    return Matcher.quoteReplacement(String.valueOf((char) character));
  }

  static List<OddAddress> corpus() throws Exception {
    try (InputStream in = OddAddressesIT.class.getResourceAsStream("odd-addresses.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .map(OddAddress::of)
          .toList();
    }
  }

  @Test
  void corpusHasManyAddressesOfBothKinds() throws Exception {
    List<OddAddress> corpus = corpus();
    assertTrue(corpus.size() >= 250, "only " + corpus.size());
    assertEquals(corpus.size(), corpus.stream().map(OddAddress::text).distinct().count());
    assertTrue(corpus.stream().filter(OddAddress::isRefused).count() > 100);
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void addressIsRejectedOrHasOneMeaning(OddAddress odd) {
    if (odd.isRefused()) {
      assertThrows(IllegalArgumentException.class, () -> messageTo(List.of(odd)));
    } else {
      assertEquals(odd.path(), Address.of(odd.text()).mailbox().withAsciiDomain().toString());
      assertEquals(Address.of(odd.text()), Address.of(Address.of(odd.text()).toString()));
    }
  }

  private static Message messageTo(List<OddAddress> odd) {
    return Message.builder()
        .from("ann@example.org")
        .to(odd.stream().map(OddAddress::text).toArray(String[]::new))
        .text("Hi")
        .build();
  }

  @Test
  void acceptedAddressReachesRcptAsItsPath() throws Exception {
    Map<Boolean, List<OddAddress>> byAscii =
        corpus().stream()
            .filter(odd -> !odd.isRefused())
            .collect(Collectors.partitioningBy(odd -> odd.path().chars().allMatch(c -> c < 0x80)));
    assertReachesRcpt("MAIL FROM:<ann@example.org>", byAscii.get(true));
    assertReachesRcpt("MAIL FROM:<ann@example.org> *", byAscii.get(false));
  }

  /** Domains that differ only in case are the same, and each mailbox appears once in RCPT. */
  private static boolean isIn(String path, List<String> paths) {
    return paths.stream().anyMatch(other -> Mailbox.of(other).equals(Mailbox.of(path)));
  }

  private static void assertReachesRcpt(String mail, List<OddAddress> odd) throws Exception {
    List<String> paths =
        messageTo(odd).envelope().recipients().stream()
            .map(recipient -> recipient.mailbox().withAsciiDomain().toString())
            .toList();
    assertTrue(odd.stream().map(OddAddress::path).allMatch(path -> isIn(path, paths)));
    Stream<String> script =
        Stream.of(
                Stream.of(
                    "S: 220 x", "C: EHLO *", "S: 250-x", "S: 250-8BITMIME", "S: 250 SMTPUTF8"),
                Stream.of("C: " + mail, "S: 250 ok"),
                paths.stream()
                    .map(path -> path.replace("\\", "\\\\"))
                    .flatMap(path -> Stream.of("C: RCPT TO:<" + path + ">", "S: 250 ok")),
                Stream.of("C: DATA", "S: 354 go", "DATA *", "S: 250 ok", "C: QUIT", "S: 221 bye"))
            .flatMap(lines -> lines);
    Dialogue dialogue = Dialogue.of(script.collect(Collectors.joining("\n", "", "\n")));
    try (var server = ScriptedServer.start(dialogue)) {
      Message message = messageTo(odd);
      assertTrue(SmtpClient.builder("127.0.0.1", server.port()).build().send(message).isComplete());
      server.assertCompleted();
    }
  }
}
