package smtp.testkit.sink;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The argument of MAIL or RCPT: an address and parameters.
 *
 * @param address the address without its angle brackets
 * @param parameters the values by keyword, which is in upper case; empty for one without a value
 */
record Path(String address, Map<String, String> parameters) {

  /** Parses what follows {@code MAIL FROM:} or {@code RCPT TO:}; empty if it is no path. */
  static Optional<Path> parse(String text) {
    String path = text.strip();
    int end = end(path);
    if (!path.startsWith("<") || end < 0) {
      return Optional.empty();
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String word : path.substring(end + 1).strip().split(" +", -1)) {
      int equals = word.indexOf('=');
      String keyword = equals < 0 ? word : word.substring(0, equals);
      if (!keyword.isEmpty()) {
        parameters.put(
            keyword.toUpperCase(Locale.ROOT), equals < 0 ? "" : word.substring(equals + 1));
      }
    }
    return Optional.of(new Path(path.substring(1, end), Collections.unmodifiableMap(parameters)));
  }

  /** Returns where the address ends: a quoted local part may have any character. */
  private static int end(String path) {
    boolean quoted = false;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == '>' && !quoted) {
        return i;
      }
    }
    return -1;
  }
}
