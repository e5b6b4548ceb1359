package smtp.api;

import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;
import smtp.api.internal.Ascii;

/**
 * The enhanced status code of a reply, such as {@code 5.1.1}: says more than the reply code about
 * what went wrong (RFC 3463, section 2).
 *
 * <p>Immutable.
 *
 * @param type the class: 2 success, 4 persistent transient failure, 5 permanent failure
 * @param subject what it is about, 0 to 999: 1 addressing, 2 mailbox, 3 mail system, 4 network, 5
 *     protocol, 6 content, 7 security
 * @param detail the detail within the subject, 0 to 999
 */
public record EnhancedStatus(int type, int subject, int detail) implements Serializable {

  private static final int MAX = 999;

  /**
   * Makes a status.
   *
   * @throws IllegalArgumentException if a number is out of its range
   */
  public EnhancedStatus {
    if (type != 2 && type != 4 && type != 5) {
      throw new IllegalArgumentException("The class is 2, 4 or 5, not " + type);
    }
    if (subject < 0 || subject > MAX || detail < 0 || detail > MAX) {
      throw new IllegalArgumentException("Subject and detail are 0 to 999");
    }
  }

  /**
   * Reads the status at the beginning of a reply's text, such as {@code 5.1.1 User unknown}.
   *
   * @return the status, or empty if the text does not begin with one that a blank or the end of the
   *     text follows
   */
  public static Optional<EnhancedStatus> parse(CharSequence text) {
    Objects.requireNonNull(text, "text");
    int firstDot = number(text, 0);
    int secondDot = firstDot < 0 ? -1 : number(text, firstDot + 1);
    int end = secondDot < 0 ? -1 : number(text, secondDot + 1);
    if (end < 0 || firstDot != 1 || !isDot(text, firstDot) || !isDot(text, secondDot)) {
      return Optional.empty();
    }
    char type = text.charAt(0);
    boolean closed = end == text.length() || text.charAt(end) == ' ';
    if (!closed || (type != '2' && type != '4' && type != '5')) {
      return Optional.empty();
    }
    return Optional.of(
        new EnhancedStatus(
            type - '0', value(text, firstDot + 1, secondDot), value(text, secondDot + 1, end)));
  }

  /** Returns the index after the one to three digits at {@code start}, or -1. */
  private static int number(CharSequence text, int start) {
    int end = start;
    while (end < text.length() && end - start < 3 && Ascii.isDigit(text.charAt(end))) {
      end++;
    }
    return end == start ? -1 : end;
  }

  private static boolean isDot(CharSequence text, int index) {
    return index < text.length() && text.charAt(index) == '.';
  }

  private static int value(CharSequence text, int start, int end) {
    return Integer.parseInt(text, start, end, 10);
  }

  /**
   * Returns the name of the status in IANA's registry "SMTP Enhanced Status Codes": {@code Mailbox
   * full} for 4.2.2 and 5.2.2.
   *
   * @return the name, or empty if none is registered
   */
  public Optional<String> meaning() {
    return StatusNames.of(subject, detail);
  }

  /**
   * Returns what to do about the failure.
   *
   * @return {@link Recovery#RETRY_LATER} for class 4, {@link Recovery#FIX_FIRST} for class 5, empty
   *     for class 2
   */
  public Optional<Recovery> recovery() {
    return switch (type) {
      case 4 -> Optional.of(Recovery.RETRY_LATER);
      case 5 -> Optional.of(Recovery.FIX_FIRST);
      default -> Optional.empty();
    };
  }

  /** Returns the status as it is written in a reply: {@code 5.1.1}. */
  @Override
  public String toString() {
    return type + "." + subject + "." + detail;
  }
}
