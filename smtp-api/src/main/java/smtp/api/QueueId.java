package smtp.api;

import java.util.Optional;
import smtp.api.internal.Ascii;

/** Finds the queue id in the reply that accepted a message. */
final class QueueId {

  private static final int MAX = 128;

  private QueueId() {}

  static Optional<String> in(Reply reply) {
    String text = withoutStatus(reply.lines().get(reply.lines().size() - 1));
    return after(text, "queued as ") // Postfix
        .or(() -> after(text, "id=")) // Exim
        .or(() -> after(text, "InternalId=")) // Exchange
        .or(() -> before(text, " Message accepted for delivery")) // Sendmail, OpenSMTPD
        .or(() -> before(text, " Saved")) // Dovecot LMTP
        .or(() -> before(text, " - gsmtp")) // Gmail
        .or(() -> aloneAfter(text, "Ok ")); // Amazon SES
  }

  private static String withoutStatus(String line) {
    return EnhancedStatus.parse(line).isPresent() && line.indexOf(' ') > 0
        ? line.substring(line.indexOf(' ') + 1).strip()
        : line;
  }

  private static Optional<String> after(String text, String marker) {
    int start = text.indexOf(marker);
    return start < 0 ? Optional.empty() : word(text.substring(start + marker.length()));
  }

  private static Optional<String> before(String text, String marker) {
    int end = text.indexOf(marker);
    if (end < 0) {
      return Optional.empty();
    }
    String head = text.substring(0, end).stripTrailing();
    return word(head.substring(head.lastIndexOf(' ') + 1));
  }

  /** A queue id that is all that follows. It has a digit: "Ok thanks" is none. */
  private static Optional<String> aloneAfter(String text, String marker) {
    String rest = text.startsWith(marker) ? text.substring(marker.length()) : "";
    return word(rest).filter(id -> id.equals(rest) && id.chars().anyMatch(Ascii::isDigit));
  }

  /** Takes the first word, without the punctuation that servers put after it. */
  private static Optional<String> word(String text) {
    int end = 0;
    while (end < text.length() && isIdCharacter(text.charAt(end))) {
      end++;
    }
    boolean whole = end == text.length() || " ,;)]>".indexOf(text.charAt(end)) >= 0;
    return end == 0 || end > MAX || !whole ? Optional.empty() : Optional.of(text.substring(0, end));
  }

  private static boolean isIdCharacter(char c) {
    return Ascii.isLetterOrDigit(c) || "-_.+/".indexOf(c) >= 0;
  }
}
