package smtp.message;

/**
 * Writes header fields and folds them (RFC 5322, section 2.2.3).
 *
 * <p>A line is folded where a blank stands, before it would hold more than 78 characters, or 76 if
 * an encoded word is on it (RFC 2047, section 2). A word is never broken, so callers keep words
 * below {@link #MAX_WORD}: no line then has more than 998 octets (RFC 5322, section 2.1.1).
 */
final class HeaderWriter {

  /** A word in UTF-8 may have three octets a character; only addresses can, of 254 octets. */
  static final int MAX_WORD = 900;

  private static final int LINE = 78;
  private static final int LINE_WITH_ENCODED_WORD = 76;

  private final StringBuilder out = new StringBuilder(512);
  private int column;
  private boolean hasEncodedWord;

  /** Begins a field. */
  HeaderWriter begin(String name) {
    out.append(name).append(':');
    column = name.length() + 1;
    hasEncodedWord = false;
    return this;
  }

  /** Ends a field. */
  void end() {
    out.append("\r\n");
    column = 0;
  }

  /** Writes a blank and a word. */
  HeaderWriter word(String word) {
    return word(" ", word);
  }

  /** Writes blanks and a word, the blanks on a new line if the word does not fit. */
  HeaderWriter word(String blanks, String word) {
    int limit = hasEncodedWord ? LINE_WITH_ENCODED_WORD : LINE;
    if (column + blanks.length() + word.length() > limit) {
      fold();
    }
    out.append(blanks).append(word);
    column += blanks.length() + word.length();
    return this;
  }

  /** Writes a blank and text that may be folded before any blank in it. */
  void words(String text) {
    String blanks = " ";
    for (int start = 0; start < text.length(); ) {
      int wordEnd = wordEnd(text, start);
      word(blanks, text.substring(start, wordEnd));
      start = blanksEnd(text, wordEnd);
      blanks = text.substring(wordEnd, start);
    }
  }

  /** Writes an encoded word, for which {@link #room} said that it fits. */
  void encodedWord(String blanks, String word) {
    word(blanks, word);
    hasEncodedWord = true;
  }

  /** Returns how many characters an encoded word behind {@code blanks} may have on this line. */
  int room(String blanks) {
    return LINE_WITH_ENCODED_WORD - column - blanks.length();
  }

  /** Begins a new line, unless this one is new. */
  void fold() {
    if (column > 0) {
      out.append("\r\n");
      column = 0;
      hasEncodedWord = false;
    }
  }

  /** Tells whether no word and no run of blanks has more than {@code max} characters. */
  static boolean canFold(String text, int max) {
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      boolean sameKind = i > 0 && isBlank(text.charAt(i)) == isBlank(text.charAt(i - 1));
      run = sameKind ? run + 1 : 1;
      if (run > max) {
        return false;
      }
    }
    return true;
  }

  static int wordEnd(String text, int from) {
    int i = from;
    while (i < text.length() && !isBlank(text.charAt(i))) {
      i++;
    }
    return i;
  }

  static int blanksEnd(String text, int from) {
    int i = from;
    while (i < text.length() && isBlank(text.charAt(i))) {
      i++;
    }
    return i;
  }

  static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /** Returns what was written, in UTF-8. */
  byte[] toBytes() {
    return FieldText.utf8(out.toString());
  }
}
