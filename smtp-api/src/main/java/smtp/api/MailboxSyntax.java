package smtp.api;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import smtp.api.internal.Ascii;
import smtp.api.internal.DomainSyntax;
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
 * <p>The lengths of RFC 5321, section 4.5.3.1, are what a receiver must accept at least, not what a
 * sender may send at most. So the length is limited only by the command that carries the address.
 *
 * <p>The time that it takes is linear in the length of the input.
 */
final class MailboxSyntax {

  /** What fits into a MAIL command: a command line has 512 bytes (RFC 5321, section 4.5.3.1.4). */
  private static final int MAX_MAILBOX = 512 - "MAIL FROM:<>\r\n".length();

  private static final String ONE_ALONE = " (give one address at a time, without a display name)";
  private static final String UNQUOTED =
      "a character that needs quotes around the local part, as in \"a:b\"@example.org";
  private static final String LONELY_DOT =
      "a dot without text on both sides; with quotes around the local part it works, as in"
          + " \"a..b\"@example.org";
  private static final char IDEOGRAPHIC_FULL_STOP = '\u3002';
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
    checkLength();
    checkCharacters();
    int end = address.charAt(0) == '"' ? quotedStringEnd() : dotStringEnd();
    if (end < address.length()) {
      checkDomain(end + 1);
    }
    return end;
  }

  private void checkLength() {
    // The length in characters first, so that a huge argument is refused before it is encoded.
    if (address.length() > MAX_MAILBOX
        || address.getBytes(StandardCharsets.UTF_8).length > MAX_MAILBOX) {
      throw new IllegalArgumentException(
          "An address of more than %d bytes does not fit into a command: %s"
              .formatted(MAX_MAILBOX, PrintableText.quote(address)));
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
        throw invalid(describe(c, UNQUOTED), i);
      }
    }
    checkAtom(atomStart, i);
    return i;
  }

  private void checkAtom(int start, int end) {
    if (start == end) {
      throw invalid(end == 0 && address.startsWith("@") ? "no local part" : LONELY_DOT, end);
    }
  }

  private static boolean isAtext(char c) {
    return c >= 0x80 || Ascii.isLetterOrDigit(c) || ATEXT_SPECIALS.indexOf(c) >= 0;
  }

  /**
   * Says what a character does not belong to.
   *
   * @param otherwise for a character that does not suggest a display name or a list
   */
  private static String describe(char c, String otherwise) {
    return switch (c) {
      case '<', '>' -> "an angle bracket" + ONE_ALONE;
      case ' ' -> "a blank" + ONE_ALONE;
      case ',', ';' -> "a \"" + c + "\"" + ONE_ALONE;
      case '@' -> "a second \"@\"" + ONE_ALONE;
      default -> otherwise;
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
      throw invalid("text after a quoted local part" + ONE_ALONE, end);
    }
    return end;
  }

  private void checkDomain(int start) {
    DomainSyntax.Fault fault = DomainSyntax.fault(address, start);
    if (fault != null) {
      int index = fault.index();
      String what =
          index < address.length() && address.charAt(start) != '['
              ? describe(address.charAt(index), fault.what())
              : fault.what();
      throw invalid(what, index);
    }
  }

  private IllegalArgumentException invalid(String what, int index) {
    return new IllegalArgumentException(
        "Not a mailbox: %s at index %d of %s".formatted(what, index, PrintableText.quote(address)));
  }
}
