package smtp.message.internal.header;

/**
 * Writes unstructured text (RFC 5322, section 3.2.5) so that readers get exactly what was given.
 *
 * <p>Words of printable ASCII stay as they are. Others become encoded words; neighbours are encoded
 * together with the whitespace between them. Words are also encoded if they are too long for a
 * line, look like encoded words, or stand beside whitespace that a reader would lose.
 */
final class UnstructuredText {

  private static final int MAX_SPACE = 16;

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
        int word = HeaderWriter.spaceEnd(text, at);
        int end = HeaderWriter.wordEnd(text, word);
        out.word(at == 0 ? " " : text.substring(at, word), text.substring(word, end));
        at = end;
      } else {
        at = writeEncoded(at);
      }
    }
  }

  /** Returns whether the whitespace from {@code at} on and the word after it can stay. */
  private boolean isPlain(int at) {
    int word = HeaderWriter.spaceEnd(text, at);
    int end = HeaderWriter.wordEnd(text, word);
    boolean spaceStays = at == 0 ? word == 0 : word - at <= MAX_SPACE;
    boolean wordStays = end > word && end - word <= maxWord && isVisibleAscii(word, end);
    boolean lastBeforeSpace =
        end < text.length() && HeaderWriter.spaceEnd(text, end) == text.length();
    return spaceStays && wordStays && !lastBeforeSpace;
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
    // Readers keep the whitespace before the first encoded word, so it is the text's own.
    int from = at == 0 ? 0 : Math.min(HeaderWriter.spaceEnd(text, at), at + MAX_SPACE);
    EncodedWord.write(at == 0 ? " " : text.substring(at, from), text.substring(from, end), out);
    return end;
  }

  private int nextChunk(int at) {
    return HeaderWriter.wordEnd(text, HeaderWriter.spaceEnd(text, at));
  }
}
