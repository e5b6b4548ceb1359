package smtp.api;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;
import java.util.StringJoiner;
import smtp.api.internal.Ascii;
import smtp.api.internal.PrintableText;

/**
 * Writes a domain in ASCII, for commands to servers without SMTPUTF8, header fields, and the server
 * name of TLS.
 *
 * <p>The JDK implements IDNA2003 (RFC 3490) only, but registries follow IDNA2008 (RFC 5890). Some
 * names are different domains in the two: only IDNA2003 maps {@code straße.de} to {@code
 * strasse.de}. This class refuses a label that a mapping would change in more than its case and
 * composition, and one that holds anything but letters, marks, digits and hyphens. So no character
 * becomes another one, or one that has a meaning in an address.
 */
public final class AsciiDomain {

  private AsciiDomain() {}

  /**
   * Returns a domain in ASCII. A domain or address literal that is ASCII is returned as it is; in
   * any other, A-labels (RFC 5890, section 2.3.2.1) replace the labels that are not ASCII.
   *
   * @throws IllegalArgumentException if it is not certain which domain is meant, if an A-label
   *     would have more than 63 characters, or if it holds a blank or a control character
   */
  public static String of(String domain) {
    Objects.requireNonNull(domain, "domain");
    if (!domain.chars().allMatch(c -> c > ' ' && c != 0x7f)) {
      throw new IllegalArgumentException(
          "A domain cannot hold a blank or a control character: " + PrintableText.quote(domain));
    }
    if (Ascii.isAscii(domain)) {
      return domain;
    }
    StringJoiner labels = new StringJoiner(".");
    for (String label : domain.split("\\.", -1)) {
      labels.add(asciiLabel(label));
    }
    return labels.toString();
  }

  private static String asciiLabel(String label) {
    String canonical = Normalizer.normalize(label.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    boolean ascii = Ascii.isAscii(label);
    // An A-label cannot hold an underscore, but other labels of the same domain may.
    if (canonical.isEmpty()
        || !canonical.codePoints().allMatch(c -> mayBeInLabel(c) || (c == '_' && ascii))) {
      throw refused(label, "a label consists of letters, digits and hyphens");
    }
    return ascii ? label : aLabel(label, canonical);
  }

  private static String aLabel(String label, String canonical) {
    String ascii;
    try {
      ascii = IDN.toASCII(canonical);
    } catch (IllegalArgumentException e) {
      throw refused(label, "there is no ASCII form of it");
    }
    if (!IDN.toUnicode(ascii).equals(canonical)) {
      throw refused(
          label, "IDNA2003 and IDNA2008 map it to different names; give its A-label (xn--...)");
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
        "Cannot write the domain label %s in ASCII: %s".formatted(PrintableText.quote(label), why));
  }
}
