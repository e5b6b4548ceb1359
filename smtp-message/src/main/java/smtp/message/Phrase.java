package smtp.message;

import org.jspecify.annotations.Nullable;

/** The words of a display name while they are read, and the way to write a name as words. */
final class Phrase {

  private static final int MAX_WORD = 60;

  private final StringBuilder decoded = new StringBuilder();
  private int start;
  private int end;
  private boolean empty = true;
  private boolean afterEncodedWord;
  private boolean address;

  Phrase(int at) {
    start = at;
    end = at;
  }

  void addAtom(String text, int from, int to) {
    String atom = text.substring(from, to);
    String word = EncodedWord.decode(atom);
    address |= word == null && (atom.indexOf('@') >= 0 || atom.indexOf('\\') >= 0);
    add(word == null ? atom : word, word != null, from, to);
  }

  void addQuoted(String text, int from, int to) {
    StringBuilder content = new StringBuilder(to - from);
    for (int i = from + 1; i < to - 1; i++) {
      if (text.charAt(i) == '\\') {
        i++;
      }
      content.append(text.charAt(i));
    }
    add(content, false, from, to);
  }

  /** Blanks between two encoded words are not displayed (RFC 2047, section 6.2). */
  private void add(CharSequence word, boolean encoded, int from, int to) {
    if (empty) {
      start = from;
    } else if (from > end && !(encoded && afterEncodedWord)) {
      decoded.append(' ');
    }
    decoded.append(word);
    empty = false;
    afterEncodedWord = encoded;
    end = to;
  }

  boolean isEmpty() {
    return empty;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  /** Tells whether a word outside quotes holds what only an addr-spec may. */
  boolean holdsAddress() {
    return address;
  }

  String decoded() {
    return decoded.toString();
  }

  /** Returns a name as words of any characters: as it is, or as a quoted string. */
  static String quoted(String name) {
    return isAtoms(name) ? name : quotedString(name);
  }

  /** Tells whether a name can be written without quotes. */
  static boolean isAtoms(String name) {
    if (name.contains("=?") || name.startsWith(" ") || name.endsWith(" ") || name.contains("  ")) {
      return false;
    }
    return name.chars().allMatch(c -> c >= 0x20 && c != 0x7f && "()<>[]:;@\\,.\"".indexOf(c) < 0);
  }

  static String quotedString(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\');
      }
      out.append(c);
    }
    return out.append('"').toString();
  }

  /** Writes a name and {@code suffix}: atoms, a quoted string, or encoded words. */
  static void write(String name, String suffix, HeaderWriter out) {
    String words = ascii(name);
    if (words == null) {
      EncodedWord.write(" ", name, out);
      if (!suffix.isEmpty()) {
        // RFC 2047, section 5: nothing may touch an encoded word in a phrase.
        out.word(suffix);
      }
    } else {
      out.words(words + suffix);
    }
  }

  /** A quoted string that looks like an encoded word is decoded by some, so it is encoded. */
  private static @Nullable String ascii(String name) {
    boolean printable = name.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
    return printable && !name.contains("=?") && HeaderWriter.canFold(name, MAX_WORD)
        ? quoted(name)
        : null;
  }
}
