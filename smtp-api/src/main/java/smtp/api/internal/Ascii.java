package smtp.api.internal;

/** Character classes of the SMTP grammars. */
public final class Ascii {

  private static final int LONGEST_MECHANISM_NAME = 20;

  private Ascii() {}

  public static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  public static boolean isLetterOrDigit(int c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  public static boolean isAscii(CharSequence text) {
    // Called several times for each message, so without a stream.
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** Lowers A to Z only: with Unicode rules, a Kelvin sign would become an ASCII letter. */
  public static String lowerCase(String text) {
    StringBuilder lower = new StringBuilder(text);
    for (int i = 0; i < lower.length(); i++) {
      char c = lower.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        lower.setCharAt(i, (char) (c + ('a' - 'A')));
      }
    }
    return lower.toString();
  }

  /** Whether it is an {@code ehlo-keyword} or {@code esmtp-keyword} (RFC 5321, section 4.1). */
  public static boolean isKeyword(CharSequence text) {
    return !text.isEmpty()
        && isLetterOrDigit(text.charAt(0))
        && text.chars().allMatch(c -> isLetterOrDigit(c) || c == '-');
  }

  /** Whether it is a {@code sasl-mech} (RFC 4422, section 3.1), in upper or lower case. */
  public static boolean isMechanismName(CharSequence text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_MECHANISM_NAME
        && text.chars().allMatch(c -> isLetterOrDigit(c) || c == '-' || c == '_');
  }
}
