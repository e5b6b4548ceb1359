package smtp.it.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** What must not appear in any text that the library produces: credentials and content. */
final class Secret {
  static final String USER = "ann";
  static final String PASSWORD = "correct-horse-battery-staple";

  /** The initial response of PLAIN. */
  static final String PLAIN = base64("\0" + USER + "\0" + PASSWORD);

  /** A line of the content. */
  static final String CONTENT = "for-nobody-but-the-recipients";

  private static final List<String> ALL =
      List.of(PASSWORD, base64(PASSWORD), PLAIN, CONTENT, base64(CONTENT));

  private Secret() {}

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  /** Returns a secret that a text contains. */
  static Optional<String> in(String text) {
    return ALL.stream().filter(text::contains).findFirst();
  }
}
