package smtp.it.troubleshooting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import smtp.api.SmtpException;

/**
 * {@code docs/troubleshooting.md} has each message that a failure prints, and no other. The
 * document is the only list of the messages: an ellipsis in one stands for what differs.
 */
class TroubleshootingIT {

  private static final Path DOCUMENT =
      Path.of("..", "..", "docs", "troubleshooting.md").toAbsolutePath().normalize();

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([^`]+)` \\| ([^|]+) \\| [^|]+ \\|$");

  private static final int AT_LEAST = 60;

  static List<Situation> situations() {
    return Stream.of(
            Connecting.situations(),
            Tls.situations(),
            Beginning.greetings(),
            Beginning.logins(),
            Sending.sends(),
            Sending.messages(),
            Sending.answers())
        .flatMap(List::stream)
        .toList();
  }

  /** What the document says about a message: the message itself, and whether to try again. */
  private record Row(String text, String recovery) {

    boolean matches(String message) {
      String regex =
          Stream.of(text.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
      return Pattern.compile(regex, Pattern.DOTALL).matcher(message).matches();
    }
  }

  private static List<Row> rows() throws Exception {
    return ROW.matcher(Files.readString(DOCUMENT))
        .results()
        .map(row -> new Row(row.group(1), row.group(2)))
        .toList();
  }

  /** The message without the server, which it has to begin with. */
  private static String withoutServer(SmtpException failure) {
    Matcher matcher =
        Pattern.compile("(?s)(?:[\\w.-]+:\\d+|/[\\w/]+): (.*)").matcher(failure.getMessage());
    assertTrue(matcher.matches(), () -> "no server in: " + failure.getMessage());
    return matcher.group(1);
  }

  /** Returns the row of a failure's message: the longest, where one is the beginning of another. */
  private static Row rowOf(SmtpException failure) throws Exception {
    String message = withoutServer(failure);
    return rows().stream()
        .filter(row -> row.matches(message))
        .max(Comparator.comparingInt(row -> row.text().length()))
        .orElseThrow(() -> new AssertionError("no row for: " + message));
  }

  private static String recovery(SmtpException failure) {
    return switch (failure.recovery()) {
      case RETRY_LATER -> "later";
      case FIX_FIRST -> "fix first";
      case MAY_HAVE_BEEN_DELIVERED -> "may have been delivered";
    };
  }

  @ParameterizedTest
  @MethodSource("situations")
  void eachMessageHasItsRow(Situation situation) throws Exception {
    SmtpException failure = situation.failure();
    Row row = rowOf(failure);
    if (!row.recovery().equals("by the reply")) {
      assertEquals(row.recovery(), recovery(failure), row.text());
    }
  }

  @Test
  void eachRowHasItsSituation() throws Exception {
    Set<String> unprovoked =
        rows().stream().map(Row::text).collect(Collectors.toCollection(TreeSet::new));
    assertTrue(unprovoked.size() >= AT_LEAST, () -> unprovoked.size() + " messages");
    for (Situation situation : situations()) {
      unprovoked.remove(rowOf(situation.failure()).text());
    }
    assertEquals(Set.of(), unprovoked);
  }
}
