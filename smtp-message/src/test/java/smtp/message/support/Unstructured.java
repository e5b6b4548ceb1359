package smtp.message.support;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decodes unstructured text by the letter of RFC 2047, sections 6.1 and 6.2. */
public final class Unstructured {

  private static final Pattern WORD =
      Pattern.compile("(?<![^ \t])=\\?UTF-8\\?([BQ])\\?([!->@-~]+)\\?=(?![^ \t])");

  private Unstructured() {}

  public static String decoded(String unfolded) {
    StringBuilder out = new StringBuilder();
    Matcher word = WORD.matcher(unfolded);
    int end = 0;
    boolean afterWord = false;
    while (word.find()) {
      String between = unfolded.substring(end, word.start());
      out.append(afterWord && between.isBlank() ? "" : between);
      out.append(word.group(1).equals("B") ? b(word.group(2)) : q(word.group(2)));
      end = word.end();
      afterWord = true;
    }
    return out.append(unfolded.substring(end)).toString();
  }

  private static String b(String text) {
    return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
  }

  private static String q(String text) {
    byte[] bytes = new byte[text.length()];
    int count = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '=') {
        bytes[count++] = (byte) Integer.parseInt(text.substring(i + 1, i + 3), 16);
        i += 2;
      } else {
        bytes[count++] = (byte) (c == '_' ? ' ' : c);
      }
    }
    return new String(bytes, 0, count, StandardCharsets.UTF_8);
  }
}
