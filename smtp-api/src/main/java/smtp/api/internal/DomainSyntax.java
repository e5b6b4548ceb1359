package smtp.api.internal;

import org.jspecify.annotations.Nullable;

/**
 * The grammar of a domain in an address and in EHLO: labels with dots between them, or an address
 * literal (RFC 5321, section 4.1.2).
 *
 * <p>The sender refuses only what cannot be put into a command. Labels with an underscore, or with
 * a hyphen at an end, are in use, and no length is checked: the server decides.
 */
public final class DomainSyntax {

  private DomainSyntax() {}

  /**
   * Why a text is not a domain.
   *
   * @param what the end of a sentence
   * @param index where it is
   */
  public record Fault(String what, int index) {}

  /** Returns what is wrong with the domain that begins at an index, or {@code null}. */
  public static @Nullable Fault fault(String text, int start) {
    return start < text.length() && text.charAt(start) == '['
        ? faultOfLiteral(text, start)
        : faultOfLabels(text, start);
  }

  private static @Nullable Fault faultOfLiteral(String text, int start) {
    if (text.charAt(text.length() - 1) != ']') {
      return new Fault("an address literal without its closing bracket", text.length() - 1);
    }
    return AddressLiteral.ofBrackets(text.substring(start)).isPresent()
        ? null
        : new Fault("an address literal that is neither [1.2.3.4] nor [IPv6:…]", start);
  }

  private static @Nullable Fault faultOfLabels(String text, int start) {
    int labelStart = start;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.') {
        if (i == labelStart) {
          return emptyLabel(i);
        }
        labelStart = i + 1;
      } else if (!mayBeInLabel(c)) {
        return new Fault("a character that is not allowed in a domain", i);
      }
    }
    return labelStart == text.length() ? emptyLabel(labelStart) : null;
  }

  private static Fault emptyLabel(int index) {
    return new Fault("an empty label in the domain", index);
  }

  private static boolean mayBeInLabel(char c) {
    return Ascii.isLetterOrDigit(c) || c == '-' || c == '_' || c >= 0x80;
  }
}
