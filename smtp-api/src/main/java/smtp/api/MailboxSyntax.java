package smtp.api;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import smtp.api.internal.PrintableText;

/**
 * The grammar of {@code Mailbox}, RFC 5321 section 4.1.2 with the characters of RFC 6531 section
 * 3.3.
 *
 * <pre>
 * Mailbox       = Local-part "@" ( Domain / address-literal )
 * Local-part    = Dot-string / Quoted-string
 * Dot-string    = Atom *("." Atom)
 * Quoted-string = DQUOTE *( qtextSMTP / "\" %d32-126 ) DQUOTE
 * Domain        = sub-domain *("." sub-domain)
 * </pre>
 *
 * The time that it takes is linear in the length of the input.
 */
final class MailboxSyntax {

  private static final int MAX_LOCAL_PART = 64;
  private static final int MAX_DOMAIN = 255;
  private static final int MAX_MAILBOX = 254;
  private static final int MAX_LABEL = 63;
  private static final char IDEOGRAPHIC_FULL_STOP = '\u3002';
  private static final String IPV6_TAG = "IPv6:";
  private static final String ATEXT_SPECIALS = "!#$%&'*+-/=?^_`{|}~";

  private final String address;

  private MailboxSyntax(String address) {
    this.address = address;
  }

  /**
   * Checks a whole address.
   *
   * @return the index of the "@" after the local part, or the length if there is no domain
   */
  static int localPartEnd(String address) {
    return new MailboxSyntax(address).check();
  }

  private int check() {
    if (address.isEmpty()) {
      throw new IllegalArgumentException("A mailbox cannot be empty");
    }
    checkLength("an address", address, MAX_MAILBOX);
    checkCharacters();
    int end = address.charAt(0) == '"' ? quotedStringEnd() : dotStringEnd();
    checkLength("a local part", address.substring(0, end), MAX_LOCAL_PART);
    if (end < address.length()) {
      checkDomain(end + 1);
    }
    return end;
  }

  private static void checkLength(String what, String text, int max) {
    // The length in characters first, so that a huge argument is refused before it is encoded.
    if (text.length() > max || text.getBytes(StandardCharsets.UTF_8).length > max) {
      throw new IllegalArgumentException(
          "Too long for %s: more than %d bytes: %s"
              .formatted(what, max, PrintableText.quote(text)));
    }
  }

  /** Refuses characters that no part of a mailbox may hold, quoted or not. */
  private void checkCharacters() {
    for (int i = 0; i < address.length(); ) {
      int c = address.codePointAt(i);
      if (c < 0x20 || c == 0x7f) {
        throw invalid("a control character", i);
      }
      if (c >= 0x80 && (!isUtf8NonAscii(c) || becomesSyntax(c))) {
        throw invalid("a character that is not allowed in an address", i);
      }
      i += Character.charCount(c);
    }
  }

  private static boolean isUtf8NonAscii(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      case Character.FORMAT -> c == 0x200c || c == 0x200d;
      default -> true;
    };
  }

  /**
   * Whether another system may turn a character into syntax: normalization makes an "@" of a
   * full-width "@", and IDNA a dot of an ideographic full stop (RFC 3490, section 3.1).
   */
  private static boolean becomesSyntax(int c) {
    return Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKD)
        .chars()
        .anyMatch(n -> n == IDEOGRAPHIC_FULL_STOP || (n < 0x80 && !Ascii.isLetterOrDigit(n)));
  }

  private int dotStringEnd() {
    int atomStart = 0;
    int i = 0;
    for (; i < address.length() && address.charAt(i) != '@'; i++) {
      char c = address.charAt(i);
      if (c == '.') {
        checkAtom(atomStart, i);
        atomStart = i + 1;
      } else if (!isAtext(c)) {
        throw invalid(describe(c), i);
      }
    }
    checkAtom(atomStart, i);
    return i;
  }

  private void checkAtom(int start, int end) {
    if (start == end) {
      throw invalid(end == 0 ? "no local part" : "a dot without text on both sides", end);
    }
  }

  private static boolean isAtext(char c) {
    return c >= 0x80 || Ascii.isLetterOrDigit(c) || ATEXT_SPECIALS.indexOf(c) >= 0;
  }

  private static String describe(char c) {
    return switch (c) {
      case '<', '>' -> "an angle bracket (give the address alone, without a display name)";
      case ' ' -> "a blank (give the address alone, without a display name)";
      case ',', ';' -> "a \"" + c + "\" (give one address at a time)";
      default -> "a character that needs a quoted local part";
    };
  }

  private int quotedStringEnd() {
    for (int i = 1; i < address.length(); i++) {
      char c = address.charAt(i);
      if (c == '\\') {
        i++;
        if (i < address.length() && address.charAt(i) >= 0x80) {
          throw invalid("a backslash before a character that is not ASCII", i);
        }
      } else if (c == '"') {
        return afterQuotedString(i + 1);
      }
    }
    throw invalid("a quoted local part without its closing quote", address.length());
  }

  private int afterQuotedString(int end) {
    if (end < address.length() && address.charAt(end) != '@') {
      throw invalid("text after a quoted local part", end);
    }
    return end;
  }

  private void checkDomain(int start) {
    checkLength("a domain", address.substring(start), MAX_DOMAIN);
    if (start < address.length() && address.charAt(start) == '[') {
      checkLiteral(start);
      return;
    }
    int labelStart = start;
    for (int i = start; i < address.length(); i++) {
      char c = address.charAt(i);
      if (c == '.') {
        checkLabel(labelStart, i);
        labelStart = i + 1;
      } else if (c < 0x80 && c != '-' && !Ascii.isLetterOrDigit(c)) {
        throw invalid("a character that is not allowed in a domain", i);
      }
    }
    checkLabel(labelStart, address.length());
  }

  private void checkLabel(int start, int end) {
    if (start == end) {
      throw invalid("an empty label in the domain", start);
    }
    if (address.charAt(start) == '-' || address.charAt(end - 1) == '-') {
      throw invalid("a label of the domain that begins or ends with a hyphen", start);
    }
    if (end - start > MAX_LABEL) {
      throw invalid("a label of the domain longer than 63 bytes", start);
    }
  }

  /**
   * {@code address-literal = "[" ( IPv4-address-literal / "IPv6:" IPv6-addr ) "]"}. The third form
   * is left out: no tag other than IPv6 was ever registered.
   */
  private void checkLiteral(int start) {
    int end = address.length() - 1;
    if (address.charAt(end) != ']') {
      throw invalid("an address literal without its closing bracket", end);
    }
    String literal = address.substring(start + 1, end);
    boolean tagged = literal.regionMatches(true, 0, IPV6_TAG, 0, IPV6_TAG.length());
    if (tagged ? !isIpv6(literal.substring(IPV6_TAG.length())) : !isIpv4(literal)) {
      throw invalid("an address literal that is neither [1.2.3.4] nor [IPv6:…]", start);
    }
  }

  private static boolean isIpv4(String text) {
    String[] numbers = text.split("\\.", -1);
    if (numbers.length != 4) {
      return false;
    }
    for (String number : numbers) {
      boolean digits = !number.isEmpty() && number.chars().allMatch(Ascii::isDigit);
      if (!digits || number.length() > 3 || Integer.parseInt(number) > 255) {
        return false;
      }
    }
    return true;
  }

  private static boolean isIpv6(String text) {
    boolean plain =
        text.chars()
            .allMatch(c -> (c < 0x80 && Character.digit(c, 16) >= 0) || c == ':' || c == '.');
    if (!plain || text.indexOf(':') < 0) {
      return false;
    }
    try {
      // With a colon in it this is parsed as a literal; no name is looked up.
      InetAddress.getByName("[" + text + "]");
      return true;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private IllegalArgumentException invalid(String what, int index) {
    return new IllegalArgumentException(
        "Not a mailbox: %s at index %d of %s".formatted(what, index, PrintableText.quote(address)));
  }
}
