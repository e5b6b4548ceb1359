package smtp.core.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A run in words: the setup, then what deviates, such as {@code SMTP, BDAT, pipelining, sendAll:
 * reply to RCPT 2 = 550 twice; after write 1 = interrupt}.
 */
final class Script implements Chooser {

  private static final String EQUALS = " = ";

  private final Setup setup;
  private final Map<String, String> deviations = new HashMap<>();

  private Script(Setup setup) {
    this.setup = setup;
  }

  static Script parse(String text) {
    String[] parts = text.split(": ", 2);
    Script script = new Script(Setup.parse(parts[0]));
    Arrays.stream(parts.length == 1 ? new String[0] : parts[1].split("; "))
        .map(line -> line.split(EQUALS, 2))
        .forEach(pair -> script.deviations.put(pair[0], pair[1]));
    return script;
  }

  static String text(Setup setup, List<String> lines) {
    return setup.words() + (lines.isEmpty() ? "" : ": " + String.join("; ", lines));
  }

  static String line(Named point, int number, Named chosen) {
    return place(point, number) + EQUALS + chosen.words();
  }

  private static String place(Named point, int number) {
    return point.words() + " " + (number + 1);
  }

  Setup setup() {
    return setup;
  }

  @Override
  public <T extends Named> T choose(Named point, int number, List<T> alternatives) {
    String wanted = deviations.remove(place(point, number));
    if (wanted == null) {
      return alternatives.getFirst();
    }
    return alternatives.stream()
        .filter(one -> one.words().equals(wanted))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no \"" + wanted + "\""));
  }

  /** Requires that the run came to all that deviates. */
  void requireDone() {
    if (!deviations.isEmpty()) {
      throw new IllegalArgumentException("The run never came to " + deviations);
    }
  }
}
