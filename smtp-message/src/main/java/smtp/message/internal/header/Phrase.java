package smtp.message.internal.header;

import org.jspecify.annotations.Nullable;

/** Reads and writes display names: words, quoted strings and encoded words (RFC 5322, 3.2.5). */
public final class Phrase {

  private static final int MAX_WORD = 60;

  private final StringBuilder decoded = new StringBuilder();
  private int start;
  private int end;
  private boolean empty = true;
  private boolean afterEncodedWord;
  private boolean address;

  /** Begins to read a name. */
  public Phrase(int at) {
    start = at;
    end = at;
  }

  /** Adds an atom of {@code text}, or several with dots between them. */
  public void addAtom(String text, int from, int to) {
    String atom = text.substring(from, to);
    String word = EncodedWord.decode(atom);
    address |= word == null && (atom.indexOf('@') >= 0 || atom.indexOf('\\') >= 0);
    add(word == null ? atom : word, word != null, from, to);
  }

  /** Adds a quoted string of {@code text}. */
  public void addQuoted(String text, int from, int to) {
    StringBuilder content = new StringBuilder(to - from);
    for (int i = from + 1; i < to - 1; i++) {
      if (text.charAt(i) == '\\') {
        i++;
      }
      content.append(text.charAt(i));
    }
    add(content, false, from, to);
  }

  /** Whitespace between two encoded words is not displayed (RFC 2047, section 6.2). */
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

  /** Returns whether no word was read. */
  public boolean isEmpty() {
    return empty;
  }

  /** Returns the index at which the first word begins. */
  public int start() {
    return start;
  }

  /** Returns the index after the last word. */
  public int end() {
    return end;
  }

  /** Returns whether a word outside quotes holds what only an addr-spec may hold. */
  public boolean holdsAddress() {
    return address;
  }

  /** Returns the name as it is displayed. */
  public String decoded() {
    return decoded.toString();
  }

  /** Returns a name as it is if its words need no quotes, otherwise as a quoted string. */
  public static String quoted(String name) {
    return isAtoms(name) ? name : quotedString(name);
  }

  private static boolean isAtoms(String name) {
    if (name.contains("=?") || name.startsWith(" ") || name.endsWith(" ") || name.contains("  ")) {
      return false;
    }
    return name.chars().allMatch(c -> c >= 0x20 && c != 0x7f && "()<>[]:;@\\,.\"".indexOf(c) < 0);
  }

  /** Returns text as a quoted string. */
  public static String quotedString(String text) {
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

  /** Writes a name and {@code suffix}: as atoms, a quoted string, or encoded words. */
  public static void write(String name, String suffix, HeaderWriter out) {
    String words = ascii(name);
    if (words == null) {
      EncodedWord.write(" ", name, out);
      if (!suffix.isEmpty()) {
        // RFC 2047, section 5: in a phrase, whitespace has to follow an encoded word.
        out.word(suffix);
      }
    } else {
      out.words(words + suffix);
    }
  }

  /** Some readers decode a quoted string that looks like an encoded word, so it is encoded. */
  private static @Nullable String ascii(String name) {
    boolean printable = name.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
    return printable && !name.contains("=?") && HeaderWriter.canFold(name, MAX_WORD)
        ? quoted(name)
        : null;
  }
}
