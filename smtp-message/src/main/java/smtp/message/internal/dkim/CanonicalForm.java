package smtp.message.internal.dkim;

import java.util.Locale;

/** The two forms in which header and body are signed (RFC 6376, section 3.4). */
public enum CanonicalForm {
  SIMPLE,
  RELAXED;

  /** Returns the name of the form, as the tag "c" of a signature has it. */
  public String token() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns a field, which ends with CRLF, as it is signed. */
  public String field(String field) {
    if (this == SIMPLE) {
      return field;
    }
    int colon = field.indexOf(':');
    String name = field.substring(0, Math.max(colon, 0)).strip().toLowerCase(Locale.ROOT);
    StringBuilder value = new StringBuilder();
    boolean afterSpace = false;
    for (int i = colon + 1; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == ' ' || c == '\t') {
        afterSpace = true;
      } else if (c != '\r' && c != '\n') {
        value.append(afterSpace && !value.isEmpty() ? " " : "").append(c);
        afterSpace = false;
      }
    }
    return name + ":" + value + "\r\n";
  }
}
