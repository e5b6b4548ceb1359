package smtp.api;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The A-label form of internationalized domain names (RFC 5890, section 2.3.2.1).
 *
 * <p>The JDK knows the mapping of IDNA2003 only, which turns {@code straße.de} into {@code
 * strasse.de}: another domain, with another owner. So a name is converted only if mapping changes
 * nothing in it but the case, for then both generations of IDNA give the same A-labels.
 */
final class DomainName {

  /** The characters that IDNA2003 maps away and IDNA2008 keeps: RFC 5894, section 7.2.3. */
  private static final String DEVIATIONS = "\u00df\u03c2\u200c\u200d";

  private DomainName() {}

  /**
   * Returns the domain in ASCII.
   *
   * @throws IllegalArgumentException if there is no form of it that all systems agree on
   */
  static String toAscii(String domain) {
    if (Ascii.isAscii(domain)) {
      return domain;
    }
    String lower = Normalizer.normalize(domain.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    if (!lower.codePoints().allMatch(DomainName::isStable)) {
      throw refused(domain, null);
    }
    String ascii;
    try {
      ascii = IDN.toASCII(lower, IDN.ALLOW_UNASSIGNED | IDN.USE_STD3_ASCII_RULES);
    } catch (IllegalArgumentException e) {
      throw refused(domain, e);
    }
    if (!IDN.toUnicode(ascii, IDN.ALLOW_UNASSIGNED).equals(lower)) {
      throw refused(domain, null);
    }
    return ascii;
  }

  private static boolean isStable(int c) {
    return c < 0x80 || (DEVIATIONS.indexOf(c) < 0 && (Character.isLetterOrDigit(c) || isMark(c)));
  }

  private static boolean isMark(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> true;
      default -> false;
    };
  }

  private static IllegalArgumentException refused(String domain, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "No A-label form that all systems agree on: %s; give the domain in its xn-- form"
            .formatted(Ascii.quote(domain)),
        cause);
  }
}
