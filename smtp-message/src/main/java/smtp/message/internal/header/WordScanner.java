package smtp.message.internal.header;

/**
 * Cuts the text of a structured field into phrases and the separators between them (RFC 5322,
 * section 3.2), in one pass without recursion.
 */
public final class WordScanner {

  private final String what;
  private final String text;
  private int at;

  /**
   * Makes a scanner.
   *
   * @param what what the text is; exceptions begin with it
   * @throws IllegalArgumentException if the text cannot be part of a field
   */
  public WordScanner(String what, String text) {
    this.what = what;
    this.text = FieldText.checked(what, text);
  }

  /** Returns whether nothing is left. */
  public boolean atEnd() {
    return at >= text.length();
  }

  /** Returns the index of the next character. */
  public int at() {
    return at;
  }

  /** Returns a piece of the text as it is. */
  public String text(int from, int to) {
    return text.substring(from, to);
  }

  /** Skips a separator, and returns whether it was there. */
  public boolean separator(char c) {
    boolean found = !atEnd() && text.charAt(at) == c;
    if (found) {
      at++;
    }
    return found;
  }

  /** Skips one of several separators, and returns whether there was one. */
  boolean skip(String separators) {
    return !atEnd() && separators.indexOf(text.charAt(at)) >= 0 && separator(text.charAt(at));
  }

  /** Throws if something other than one of the separators follows. */
  public void expectSeparator(String separators) {
    if (!atEnd() && separators.indexOf(text.charAt(at)) < 0) {
      throw invalid("an unexpected character (quote a name that holds it)");
    }
  }

  /** Reads words up to a separator, and the comments between and after them. */
  public Phrase phrase() {
    Phrase phrase = new Phrase(at);
    while (!atEnd()) {
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
    while (!atEnd() && isAtom(text.charAt(at))) {
      at++;
    }
  }

  private void skipQuoted(char end) {
    for (at++; !atEnd() && text.charAt(at) != end; at++) {
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
  public void skipComments() {
    int depth = 0;
    for (; !atEnd(); at++) {
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

  /**
   * Returns what is between the angle bracket that was skipped and the next one, without its
   * whitespace, and skips the comments after it.
   */
  public String bracketed() {
    int end = text.indexOf('>', at);
    if (end < 0) {
      throw invalid("an angle bracket that does not end");
    }
    String content = text.substring(at, end).replaceAll("[ \t]", "");
    at = end + 1;
    skipComments();
    return content;
  }

  /** Returns the exception for a text that is not what it should be, with the index reached. */
  public IllegalArgumentException invalid(String why) {
    return FieldText.invalid(what, why + " at index " + Math.min(at, text.length()), text);
  }
}
