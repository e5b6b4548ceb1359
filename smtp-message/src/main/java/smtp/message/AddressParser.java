package smtp.message;

import java.util.ArrayList;
import java.util.List;
import smtp.api.Mailbox;
import smtp.message.internal.header.FieldText;
import smtp.message.internal.header.HeaderWriter;
import smtp.message.internal.header.Phrase;

/**
 * Parses addresses and address lists (RFC 5322, section 3.4) in one pass without recursion.
 *
 * <pre>
 * address-list = address *("," address)
 * address      = name-addr / addr-spec / group
 * name-addr    = [phrase] "&lt;" addr-spec "&gt;"
 * group        = phrase ":" [address-list] ";"
 * </pre>
 *
 * An addr-spec is passed to {@link Mailbox} as it is. No comment, whitespace, source route or
 * encoded word in it is ever interpreted, so there is one way only to read its domain.
 */
final class AddressParser {

  private final String text;
  private int at;

  private AddressParser(String text) {
    this.text = FieldText.checked("address", text);
  }

  static List<AddressEntry> parse(String text) {
    return new AddressParser(text).list();
  }

  static Address parseOne(String text) {
    return new AddressParser(text).one();
  }

  private Address one() {
    skipComments();
    Address address = address(phrase());
    if (at < text.length()) {
      throw invalid("more than one address, or a character in a name that needs quotes");
    }
    return address;
  }

  private List<AddressEntry> list() {
    List<AddressEntry> entries = new ArrayList<>();
    for (skipComments(); at < text.length(); skipComments()) {
      if (!separator(',')) {
        entries.add(entry());
      }
    }
    return entries;
  }

  private AddressEntry entry() {
    Phrase phrase = phrase();
    if (separator(':')) {
      return group(phrase);
    }
    Address address = address(phrase);
    expectSeparator(",");
    return address;
  }

  private AddressGroup group(Phrase name) {
    if (name.isEmpty()) {
      throw invalid("a group without a name");
    }
    List<Address> members = new ArrayList<>();
    for (skipComments(); !separator(';'); skipComments()) {
      if (at == text.length()) {
        throw invalid("a group without its closing semicolon");
      }
      if (!separator(',')) {
        members.add(address(phrase()));
        expectSeparator(",;");
      }
    }
    skipComments();
    expectSeparator(",");
    return AddressGroup.of(decoded(name), members);
  }

  /** After an address, an address list continues with one of {@code separators}. */
  private void expectSeparator(String separators) {
    if (at < text.length() && separators.indexOf(text.charAt(at)) < 0) {
      throw invalid("an unexpected character (quote a name that holds it)");
    }
  }

  private Address address(Phrase phrase) {
    if (!separator('<')) {
      return Address.of(mailbox(phrase.start(), phrase.end()));
    }
    int start = at;
    phrase();
    if (!separator('>')) {
      throw invalid("an address in angle brackets that does not end");
    }
    // Whitespace or a comment in the brackets is passed to Mailbox, which refuses it.
    Address address = Address.of(decoded(phrase), mailbox(start, at - 1));
    skipComments();
    return address;
  }

  private Mailbox mailbox(int start, int end) {
    if (start == end) {
      throw invalid("no address");
    }
    return Mailbox.of(text.substring(start, end));
  }

  private String decoded(Phrase phrase) {
    if (phrase.holdsAddress()) {
      throw invalid("an \"@\" in a name that is not quoted");
    }
    return phrase.decoded();
  }

  /** Reads words up to a separator, and the comments between and after them. */
  private Phrase phrase() {
    Phrase phrase = new Phrase(at);
    while (at < text.length()) {
      int start = at;
      char c = text.charAt(at);
      if (c == '"') {
        skipQuoted('"');
        phrase.addQuoted(text, start, at);
      } else if (HeaderWriter.isSpace(c) || c == '(') {
        skipComments();
      } else if (c == '[' && start > 0 && text.charAt(start - 1) == '@') {
        skipQuoted(']');
        phrase.addAtom(text, start, at);
      } else if (isAtom(c)) {
        skipAtom();
        phrase.addAtom(text, start, at);
      } else {
        break;
      }
    }
    return phrase;
  }

  /** Dots, "@" and backslashes count as atoms here: a phrase or a mailbox refuses them later. */
  private static boolean isAtom(char c) {
    return c > 0x20 && c != 0x7f && "()<>[]:;,\"".indexOf(c) < 0;
  }

  private void skipAtom() {
    while (at < text.length() && isAtom(text.charAt(at))) {
      at++;
    }
  }

  private void skipQuoted(char end) {
    for (at++; at < text.length() && text.charAt(at) != end; at++) {
      if (text.charAt(at) == '\\') {
        at++;
      }
    }
    if (at >= text.length()) {
      throw invalid("a " + (end == '"' ? "quoted string" : "bracket") + " that does not end");
    }
    at++;
  }

  /** Skips whitespace and comments, which may be nested. */
  private void skipComments() {
    int depth = 0;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '(') {
        depth++;
      } else if (c == ')' && depth > 0) {
        depth--;
      } else if (c == '\\' && depth > 0) {
        at++;
      } else if (depth == 0 && !HeaderWriter.isSpace(c)) {
        return;
      }
    }
    if (depth > 0) {
      throw invalid("a comment that does not end");
    }
    at = text.length();
  }

  private boolean separator(char c) {
    boolean found = at < text.length() && text.charAt(at) == c;
    if (found) {
      at++;
    }
    return found;
  }

  private IllegalArgumentException invalid(String what) {
    return FieldText.invalid("address", what + " at index " + Math.min(at, text.length()), text);
  }
}
