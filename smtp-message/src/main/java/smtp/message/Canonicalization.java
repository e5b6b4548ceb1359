package smtp.message;

import java.util.Locale;

/** What may be changed on the way without breaking a signature (RFC 6376, section 3.4). */
public enum Canonicalization {
  /** Nothing but empty lines at the end. */
  SIMPLE,
  /** The number of blanks, the folding, and the case of field names. */
  RELAXED;

  String token() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns a field, which ends with CRLF, as it is signed. */
  String field(String field) {
    if (this == SIMPLE) {
      return field;
    }
    int colon = field.indexOf(':');
    String name = field.substring(0, Math.max(colon, 0)).strip().toLowerCase(Locale.ROOT);
    StringBuilder value = new StringBuilder();
    boolean blank = false;
    for (int i = colon + 1; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == ' ' || c == '\t') {
        blank = true;
      } else if (c != '\r' && c != '\n') {
        value.append(blank && !value.isEmpty() ? " " : "").append(c);
        blank = false;
      }
    }
    return name + ":" + value + "\r\n";
  }
}
