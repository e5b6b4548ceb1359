package smtp.message;

import java.util.ArrayList;
import java.util.List;
import smtp.api.Mailbox;
import smtp.message.internal.header.Phrase;
import smtp.message.internal.header.WordScanner;

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

  private final WordScanner words;

  private AddressParser(String text) {
    this.words = new WordScanner("address", text);
  }

  static List<AddressEntry> parse(String text) {
    return new AddressParser(text).list();
  }

  static Address parseOne(String text) {
    return new AddressParser(text).one();
  }

  private Address one() {
    words.skipComments();
    Address address = address(words.phrase());
    if (!words.atEnd()) {
      throw words.invalid("more than one address, or a character in a name that needs quotes");
    }
    return address;
  }

  private List<AddressEntry> list() {
    List<AddressEntry> entries = new ArrayList<>();
    for (words.skipComments(); !words.atEnd(); words.skipComments()) {
      if (!words.separator(',')) {
        entries.add(entry());
      }
    }
    return entries;
  }

  private AddressEntry entry() {
    Phrase phrase = words.phrase();
    if (words.separator(':')) {
      return group(phrase);
    }
    Address address = address(phrase);
    words.expectSeparator(",");
    return address;
  }

  private AddressGroup group(Phrase name) {
    if (name.isEmpty()) {
      throw words.invalid("a group without a name");
    }
    List<Address> members = new ArrayList<>();
    for (words.skipComments(); !words.separator(';'); words.skipComments()) {
      if (words.atEnd()) {
        throw words.invalid("a group without its closing semicolon");
      }
      if (!words.separator(',')) {
        members.add(address(words.phrase()));
        words.expectSeparator(",;");
      }
    }
    words.skipComments();
    words.expectSeparator(",");
    return AddressGroup.of(decoded(name), members);
  }

  private Address address(Phrase phrase) {
    if (!words.separator('<')) {
      return Address.of(mailbox(phrase.start(), phrase.end()));
    }
    int start = words.at();
    words.phrase();
    if (!words.separator('>')) {
      throw words.invalid("an address in angle brackets that does not end");
    }
    // Whitespace or a comment in the brackets is passed to Mailbox, which refuses it.
    Address address = Address.of(decoded(phrase), mailbox(start, words.at() - 1));
    words.skipComments();
    return address;
  }

  private Mailbox mailbox(int start, int end) {
    if (start == end) {
      throw words.invalid("no address");
    }
    return Mailbox.of(words.text(start, end));
  }

  private String decoded(Phrase phrase) {
    if (phrase.holdsAddress()) {
      throw words.invalid("an \"@\" in a name that is not quoted");
    }
    return phrase.decoded();
  }
}
