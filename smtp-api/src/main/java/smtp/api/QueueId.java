package smtp.api;

import java.util.Optional;

/** Finds the queue identifier in the reply that took responsibility for a mail. */
final class QueueId {

  private static final int MAX = 128;

  private QueueId() {}

  static Optional<String> in(Reply reply) {
    String text = withoutStatus(reply.lines().get(reply.lines().size() - 1));
    return behind(text, "queued as ") // Postfix, Haraka
        .or(() -> behind(text, "id=")) // Exim
        .or(() -> behind(text, "InternalId=")) // Exchange
        .or(() -> before(text, " Message accepted for delivery")) // Sendmail, OpenSMTPD
        .or(() -> before(text, " Saved")) // Dovecot LMTP
        .or(() -> before(text, " - gsmtp")) // Gmail
        .or(() -> behind(text, "Ok ")); // Amazon SES
  }

  private static String withoutStatus(String line) {
    return EnhancedStatus.parse(line).isPresent() && line.indexOf(' ') > 0
        ? line.substring(line.indexOf(' ') + 1).strip()
        : line;
  }

  private static Optional<String> behind(String text, String marker) {
    int start = text.indexOf(marker);
    return start < 0 ? Optional.empty() : word(text, start + marker.length());
  }

  private static Optional<String> before(String text, String marker) {
    int end = text.indexOf(marker);
    return end < 0 ? Optional.empty() : word(text, text.lastIndexOf(' ', end - 1) + 1);
  }

  /**
   * Takes the word at {@code start}, without the brackets or punctuation that servers set round it.
   */
  private static Optional<String> word(String text, int start) {
    int from = start;
    int to = from;
    while (from < text.length() && !Ascii.isLetterOrDigit(text.charAt(from))) {
      from++;
    }
    for (to = from; to < text.length() && isIdCharacter(text.charAt(to)); to++) {
      if (to - from == MAX) {
        return Optional.empty();
      }
    }
    return from == to ? Optional.empty() : Optional.of(text.substring(from, to));
  }

  private static boolean isIdCharacter(char c) {
    return Ascii.isLetterOrDigit(c) || "-_.+/".indexOf(c) >= 0;
  }
}
