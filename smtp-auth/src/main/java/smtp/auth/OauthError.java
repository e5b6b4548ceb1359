package smtp.auth;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** The error that a server sends when it refuses an access token (RFC 7628, section 3.2.2). */
final class OauthError {

  private static final int MAX_BYTES = 4_096;
  private static final int MAX_VALUE = 200;

  private OauthError() {}

  /**
   * Returns status and scope on one line of printable ASCII, or empty if the challenge has no
   * status.
   */
  static Optional<String> describe(byte[] challenge) {
    if (challenge.length > MAX_BYTES) {
      return Optional.empty();
    }
    Map<String, String> members = JsonMembers.of(new String(challenge, StandardCharsets.UTF_8));
    String status = members.getOrDefault("status", "");
    String scope = members.getOrDefault("scope", "");
    if (status.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "status " + printable(status) + (scope.isEmpty() ? "" : ", scope " + printable(scope)));
  }

  private static String printable(String value) {
    StringBuilder text = new StringBuilder();
    value
        .chars()
        .limit(MAX_VALUE)
        .forEach(c -> text.append(c >= 0x20 && c < 0x7f ? (char) c : '?'));
    return text.toString();
  }
}
