package smtp.message;

/**
 * Writes unstructured text (RFC 5322, section 3.2.5) such that it is read as it was given.
 *
 * <p>Words of printable ASCII stay as they are. The others become encoded words, those that stand
 * side by side together with the blanks between them; and so do words that are too long for a line,
 * look like encoded words, or stand beside blanks that a reader would lose.
 */
final class UnstructuredText {

  private static final int MAX_BLANKS = 16;

  private final String text;
  private final int maxWord;
  private final HeaderWriter out;

  private UnstructuredText(String text, int maxWord, HeaderWriter out) {
    this.text = text;
    this.maxWord = maxWord;
    this.out = out;
  }

  /** Writes text; words of more than {@code maxWord} characters are encoded. */
  static void write(String text, int maxWord, HeaderWriter out) {
    new UnstructuredText(text, maxWord, out).write();
  }

  private void write() {
    for (int at = 0; at < text.length(); ) {
      if (isPlain(at)) {
        int word = HeaderWriter.blanksEnd(text, at);
        int end = HeaderWriter.wordEnd(text, word);
        out.word(at == 0 ? " " : text.substring(at, word), text.substring(word, end));
        at = end;
      } else {
        at = writeEncoded(at);
      }
    }
  }

  /** Tells whether the blanks from {@code at} on and the word behind them can stay. */
  private boolean isPlain(int at) {
    int word = HeaderWriter.blanksEnd(text, at);
    int end = HeaderWriter.wordEnd(text, word);
    boolean blanksStay = at == 0 ? word == 0 : word - at <= MAX_BLANKS;
    boolean wordStays = end > word && end - word <= maxWord && isVisibleAscii(word, end);
    boolean lastBeforeBlanks =
        end < text.length() && HeaderWriter.blanksEnd(text, end) == text.length();
    return blanksStay && wordStays && !lastBeforeBlanks;
  }

  private boolean isVisibleAscii(int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c <= 0x20 || c >= 0x7f || (c == '?' && i > from && text.charAt(i - 1) == '=')) {
        return false;
      }
    }
    return true;
  }

  private int writeEncoded(int at) {
    int end = nextChunk(at);
    while (end < text.length() && !isPlain(end)) {
      end = nextChunk(end);
    }
    // The blank before an encoded word counts as text, so one of the text's own stands there.
    int from = at == 0 ? 0 : Math.min(HeaderWriter.blanksEnd(text, at), at + MAX_BLANKS);
    EncodedWord.write(at == 0 ? " " : text.substring(at, from), text.substring(from, end), out);
    return end;
  }

  private int nextChunk(int at) {
    return HeaderWriter.wordEnd(text, HeaderWriter.blanksEnd(text, at));
  }
}
