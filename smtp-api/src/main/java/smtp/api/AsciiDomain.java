package smtp.api;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * Writes domains in ASCII: in commands to servers without SMTPUTF8, in header fields, and where TLS
 * asks for a server's name.
 *
 * <p>The JDK knows IDNA2003 (RFC 3490) alone, while registries follow IDNA2008 (RFC 5890), for
 * which some names are other domains: {@code straße.de} is not {@code strasse.de} there. So a label
 * that a mapping would change in more than its case and composition is refused, and so is one that
 * holds more than letters, marks, digits and hyphens. No character can then become another one, or
 * one that means something in an address.
 */
public final class AsciiDomain {

  private static final int MAX_LABEL = 63;
  private static final int MAX_DOMAIN = 255;

  private AsciiDomain() {}

  /**
   * Returns a domain in ASCII: a domain or address literal that is ASCII as it is, any other with
   * A-labels (RFC 5890, section 2.3.2.1) in place of the labels that are not.
   *
   * @throws IllegalArgumentException if it is in doubt which domain is meant, if a label or the
   *     domain would be longer than DNS has them, or if it holds a blank or a control character
   */
  public static String of(String domain) {
    if (!domain.chars().allMatch(c -> c > ' ' && c != 0x7f)) {
      throw new IllegalArgumentException(
          "A domain holds no blank or control character: " + Ascii.quote(domain));
    }
    if (Ascii.isAscii(domain)) {
      return domain;
    }
    StringJoiner labels = new StringJoiner(".");
    for (String label : domain.split("\\.", -1)) {
      labels.add(asciiLabel(label));
    }
    if (labels.length() > MAX_DOMAIN) {
      throw new IllegalArgumentException(
          "A domain has at most " + MAX_DOMAIN + " octets in ASCII, not " + labels.length());
    }
    return labels.toString();
  }

  private static String asciiLabel(String label) {
    String canonical = Normalizer.normalize(label.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    if (canonical.isEmpty() || !canonical.codePoints().allMatch(AsciiDomain::mayBeInLabel)) {
      throw refused(label, "a label consists of letters, digits and hyphens");
    }
    String ascii = Ascii.isAscii(label) ? label : aLabel(label, canonical);
    if (ascii.length() > MAX_LABEL) {
      throw refused(label, "a label has at most " + MAX_LABEL + " octets in ASCII");
    }
    return ascii;
  }

  private static String aLabel(String label, String canonical) {
    String ascii;
    try {
      ascii = IDN.toASCII(canonical);
    } catch (IllegalArgumentException e) {
      throw refused(label, "there is no ASCII form of it");
    }
    if (!IDN.toUnicode(ascii).equals(canonical)) {
      throw refused(label, "IDNA2003 and IDNA2008 take it for different names; write the A-label");
    }
    return ascii;
  }

  private static boolean mayBeInLabel(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.DECIMAL_DIGIT_NUMBER ->
          true;
      default -> c == '-' || Character.isLetter(c);
    };
  }

  private static IllegalArgumentException refused(String label, String why) {
    return new IllegalArgumentException(
        "Cannot write the domain label %s in ASCII: %s".formatted(Ascii.quote(label), why));
  }
}
