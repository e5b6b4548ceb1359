package smtp.testkit;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import smtp.testkit.Step.Act;
import smtp.testkit.Step.ScramMessage;

/** Turns the text of a script into steps. */
final class DialogueParser {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,7})(ms|s)");
  private static final Pattern SCRAM =
      Pattern.compile("(?:" + String.join("|", ScramServer.HASHES) + ") .+");
  private static final Pattern CHUNK = Pattern.compile("(\\d{1,9})( LAST)?");

  private final List<String> lines;
  private final Consumer<Step> steps;
  private int next;

  private DialogueParser(String script, Consumer<Step> steps) {
    this.lines = script.lines().toList();
    this.steps = steps;
  }

  /**
   * Parses a script.
   *
   * @param steps takes each step, and throws an {@link IllegalArgumentException} if it cannot stand
   *     there
   */
  static void parse(String script, Consumer<Step> steps) {
    var parser = new DialogueParser(script, steps);
    while (parser.next < parser.lines.size()) {
      parser.parseStep();
    }
  }

  private void parseStep() {
    int number = next + 1;
    String line = lines.get(next++);
    if (line.isBlank() || line.startsWith("#")) {
      return;
    }
    try {
      steps.accept(step(line));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "line %d of the script, '%s': %s".formatted(number, line, e.getMessage()), e);
    }
  }

  private Step step(String line) {
    if (line.startsWith("S:")) {
      return new Step.Send(text(line) + "\r\n");
    }
    if (line.startsWith("S-")) {
      return new Step.Send(text(line));
    }
    if (line.startsWith("C:")) {
      return expect(rawText(line));
    }
    int blank = line.indexOf(' ');
    return blank < 0
        ? directive(line, "")
        : directive(line.substring(0, blank), line.substring(blank + 1).strip());
  }

  private Step directive(String word, String argument) {
    return switch (word) {
      case "DATA" -> new Step.Data(dataContent(argument));
      case "BDAT" -> bdat(argument);
      case "READ" -> new Step.Read(number(argument, 1, Integer.MAX_VALUE));
      case "TRICKLE" -> new Step.Trickle(trickleInterval(argument));
      case "PAUSE" -> new Step.Pause(duration(argument));
      case "MARK" -> new Step.Mark(name(argument));
      case "WAIT" -> new Step.Wait(name(argument));
      case "ENDLESS-REPLY" -> new Step.EndlessReply(code(argument));
      case "TLS-ALERT" -> new Step.TlsAlert(argument.isEmpty() ? 40 : number(argument, 0, 255));
      case "SCRAM" -> scram(ScramMessage.CLIENT_FIRST, scramSecret(argument));
      case "SCRAM-SERVER-FIRST" -> scram(ScramMessage.SERVER_FIRST, argument);
      case "SCRAM-CLIENT-FINAL" -> scram(ScramMessage.CLIENT_FINAL, none(argument));
      case "SCRAM-SERVER-FINAL" -> scram(ScramMessage.SERVER_FINAL, argument);
      default -> act(word, argument);
    };
  }

  private static Step.Scram scram(ScramMessage message, String argument) {
    return new Step.Scram(message, Escapes.decode(argument));
  }

  private static String scramSecret(String argument) {
    require(
        SCRAM.matcher(argument).matches(),
        "SCRAM needs one of " + ScramServer.HASHES + " and a password");
    return argument;
  }

  private static String none(String argument) {
    require(argument.isEmpty(), "no argument is allowed");
    return argument;
  }

  private static Step act(String word, String argument) {
    for (Act act : Act.values()) {
      if (act.toString().equals(word)) {
        require(argument.isEmpty(), word + " takes no argument");
        return act;
      }
    }
    throw new IllegalArgumentException(
        "a line must begin with 'S:', 'S-', 'C:' or a directive in capitals");
  }

  private static Step.Expect expect(String text) {
    boolean prefix = text.endsWith("*") && !isEscaped(text, text.length() - 1);
    return new Step.Expect(
        Escapes.decode(prefix ? text.substring(0, text.length() - 1) : text), prefix);
  }

  private static boolean isEscaped(String text, int at) {
    int backslashes = 0;
    while (backslashes < at && text.charAt(at - backslashes - 1) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  private @Nullable String dataContent(String argument) {
    if (argument.equals("*")) {
      return null;
    }
    require(argument.isEmpty(), "DATA takes no argument, or a star for any content");
    return block();
  }

  private Step.Bdat bdat(String argument) {
    boolean anyContent = argument.endsWith("*");
    String chunk = anyContent ? argument.substring(0, argument.length() - 1).strip() : argument;
    if (anyContent && chunk.isEmpty()) {
      return new Step.Bdat(null, null);
    }
    Matcher arguments = CHUNK.matcher(chunk);
    require(arguments.matches(), "BDAT needs a size, then optionally LAST, then optionally a star");
    return new Step.Bdat(
        chunk, anyContent ? null : chunkContent(Integer.parseInt(arguments.group(1))));
  }

  private String chunkContent(int size) {
    String block = block();
    int withoutLineEnd = Math.max(block.length() - 2, 0);
    require(
        size == block.length() || size == withoutLineEnd,
        "the content has %d bytes, or %d without the last line ending"
            .formatted(block.length(), withoutLineEnd));
    return block.substring(0, size);
  }

  /** Returns the lines up to one with a single dot, each with CRLF. */
  private String block() {
    var content = new StringBuilder();
    while (next < lines.size()) {
      String line = lines.get(next++);
      if (line.equals(".")) {
        return content.toString();
      }
      content.append(Escapes.decode(line)).append("\r\n");
    }
    throw new IllegalArgumentException("the content needs a line with a single dot at its end");
  }

  private static String text(String line) {
    return Escapes.decode(rawText(line));
  }

  private static String rawText(String line) {
    return line.substring(line.startsWith(" ", 2) ? 3 : 2);
  }

  private static Duration trickleInterval(String argument) {
    if (argument.equals("OFF")) {
      return Duration.ZERO;
    }
    return argument.isEmpty() ? Duration.ofSeconds(1) : duration(argument);
  }

  private static Duration duration(String argument) {
    Matcher duration = DURATION.matcher(argument);
    require(duration.matches(), "a time such as 50ms or 2s is needed");
    long number = Long.parseLong(duration.group(1));
    return duration.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMillis(number);
  }

  private static int number(String argument, int least, int most) {
    try {
      int number = Integer.parseInt(argument);
      require(number >= least && number <= most, "the number is out of range");
      return number;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("a number is needed", e);
    }
  }

  private static String name(String argument) {
    require(!argument.isEmpty(), "a name is needed");
    return argument;
  }

  private static String code(String argument) {
    String code = argument.isEmpty() ? "220" : argument;
    require(
        code.length() == 3 && code.chars().allMatch(c -> c >= '0' && c <= '9'),
        "a reply code is three digits");
    return code;
  }

  private static void require(boolean condition, String sentence) {
    if (!condition) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
