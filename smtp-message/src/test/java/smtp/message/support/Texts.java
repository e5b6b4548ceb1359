package smtp.message.support;

import java.util.List;

/** Text for tests. */
public final class Texts {

  private Texts() {}

  /** Returns text without unpaired surrogates, which no encoding has. */
  public static String valid(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  /** Returns text without what a header field cannot hold. */
  public static String withoutLineEnds(String text) {
    return valid(text).replaceAll("[\r\n\0]", "");
  }

  /** Returns texts as readers return them: with LF, and without a line end at the end. */
  public static List<String> asRead(List<String> texts) {
    return texts.stream()
        .map(text -> text.replace("\r\n", "\n").replace('\r', '\n'))
        .map(text -> text.endsWith("\n") ? text.substring(0, text.length() - 1) : text)
        .toList();
  }

  public static long headerFields(String message) {
    return message
        .substring(0, message.indexOf("\r\n\r\n"))
        .lines()
        .filter(line -> !line.startsWith(" ") && !line.startsWith("\t"))
        .count();
  }
}
