package smtp.message.internal.header;

/**
 * Writes header fields and folds them (RFC 5322, section 2.2.3).
 *
 * <p>A line is folded at whitespace, before it would hold more than 78 characters, or 76 if it
 * holds an encoded word (RFC 2047, section 2). A word is never broken. Callers therefore keep words
 * below {@link #MAX_WORD}; then no line has more than 998 bytes (RFC 5322, section 2.1.1).
 */
public final class HeaderWriter {

  /** In characters. Only an address can have more bytes than characters, and at most 498. */
  public static final int MAX_WORD = 900;

  private static final int LINE = 78;
  private static final int LINE_WITH_ENCODED_WORD = 76;

  private final StringBuilder out = new StringBuilder(512);
  private int column;
  private boolean hasEncodedWord;

  /** Begins a field. */
  public HeaderWriter begin(String name) {
    out.append(name).append(':');
    column = name.length() + 1;
    hasEncodedWord = false;
    return this;
  }

  /** Ends a field. */
  public void end() {
    out.append("\r\n");
    column = 0;
  }

  /** Writes a space and a word. */
  public HeaderWriter word(String word) {
    return word(" ", word);
  }

  /** Writes whitespace and a word, both on a new line if the word does not fit on this one. */
  public HeaderWriter word(String space, String word) {
    int limit = hasEncodedWord ? LINE_WITH_ENCODED_WORD : LINE;
    if (column + space.length() + word.length() > limit) {
      fold();
    }
    out.append(space).append(word);
    column += space.length() + word.length();
    return this;
  }

  /** Writes a space and text that may be folded at any whitespace in it. */
  void words(String text) {
    String space = " ";
    for (int start = 0; start < text.length(); ) {
      int wordEnd = wordEnd(text, start);
      word(space, text.substring(start, wordEnd));
      start = spaceEnd(text, wordEnd);
      space = text.substring(wordEnd, start);
    }
  }

  /** Writes an encoded word of at most {@link #room} characters. */
  void encodedWord(String space, String word) {
    word(space, word);
    hasEncodedWord = true;
  }

  /** Returns how many characters an encoded word after {@code space} may have on this line. */
  int room(String space) {
    return LINE_WITH_ENCODED_WORD - column - space.length();
  }

  /** Begins a new line, unless this one is empty. */
  void fold() {
    if (column > 0) {
      out.append("\r\n");
      column = 0;
      hasEncodedWord = false;
    }
  }

  /** Returns whether no word and no run of whitespace has more than {@code max} characters. */
  static boolean canFold(String text, int max) {
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      boolean sameKind = i > 0 && isSpace(text.charAt(i)) == isSpace(text.charAt(i - 1));
      run = sameKind ? run + 1 : 1;
      if (run > max) {
        return false;
      }
    }
    return true;
  }

  /** Returns the index of the first space or tab from {@code from} on, or the end. */
  static int wordEnd(String text, int from) {
    int i = from;
    while (i < text.length() && !isSpace(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /** Returns the index of the first other character from {@code from} on, or the end. */
  public static int spaceEnd(String text, int from) {
    int i = from;
    while (i < text.length() && isSpace(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /** Returns whether a character is {@code WSP} of RFC 5234: a space or a tab. */
  public static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }

  /** Returns what was written, in UTF-8. */
  public byte[] toBytes() {
    return FieldText.utf8(out.toString());
  }
}
