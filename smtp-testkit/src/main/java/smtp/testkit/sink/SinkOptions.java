package smtp.testkit.sink;

import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How a sink was built.
 *
 * @param extensions the EHLO lines of extensions, without STARTTLS and AUTH
 * @param login user and password, or {@code null} if it takes messages from anybody
 * @param refusals replies by the beginning of a command, or by {@link #CONTENT}
 */
record SinkOptions(
    boolean lmtp,
    List<String> extensions,
    boolean startTls,
    boolean implicitTls,
    SSLContext tls,
    @Nullable Login login,
    Map<String, String> refusals,
    long maxBytes,
    int maxMessages) {

  /** The key of a refusal of the content. */
  static final String CONTENT = ".";

  /** Who may log in. */
  record Login(String user, String password) {}

  boolean has(String extension) {
    return extensions.stream()
        .anyMatch(line -> line.equals(extension) || line.startsWith(extension + " "));
  }
}
