package smtp.core.internal.wire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import smtp.api.Capabilities;
import smtp.api.Extension;
import smtp.api.Reply;
import smtp.api.internal.Ascii;

/**
 * Parses the reply to EHLO or LHLO.
 *
 * <pre>
 * ehlo-line    = ehlo-keyword *( SP ehlo-param )    ; RFC 5321, section 4.1.1.1
 * ehlo-keyword = (ALPHA / DIGIT) *(ALPHA / DIGIT / "-")
 * </pre>
 *
 * <p>The parser is lenient. It skips a line of another form, as the server can be used all the
 * same. It takes tabs and several blanks for one blank. If a keyword occurs twice, the later line
 * counts; but the mechanisms of all AUTH lines, including the older {@code AUTH=}, are joined.
 */
public final class EhloParser {

  /** Far more than servers send. The session keeps them as long as it lives. */
  private static final int MAX_EXTENSIONS = 256;

  private static final int MAX_PARAMETERS = 2048;

  private EhloParser() {}

  /**
   * Parses the reply. Its first line is the server's name, never an extension.
   *
   * <p>At most 256 extensions and 2,048 characters of parameters are kept.
   */
  public static Capabilities parse(Reply reply) {
    Map<Extension, String> extensions = new LinkedHashMap<>();
    List<String> lines = reply.lines();
    for (String line : lines.subList(1, lines.size())) {
      parse(line, extensions);
    }
    return Capabilities.of(extensions);
  }

  private static void parse(String line, Map<Extension, String> extensions) {
    String text = line.replace('\t', ' ').strip();
    int end = keywordEnd(text);
    if (end == 0 || !isSeparated(text, end)) {
      return;
    }
    Extension extension = new Extension(text.substring(0, end));
    String parameters = text.substring(Math.min(end + 1, text.length())).strip();
    if (extension.equals(Extension.AUTH)) {
      parameters = (extensions.getOrDefault(extension, "") + " " + parameters).strip();
    }
    boolean known = extensions.containsKey(extension);
    if (parameters.length() <= MAX_PARAMETERS && (known || extensions.size() < MAX_EXTENSIONS)) {
      extensions.put(extension, parameters);
    }
  }

  private static int keywordEnd(String text) {
    int end = 0;
    while (end < text.length() && mayStandAt(end, text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean mayStandAt(int index, char c) {
    return Ascii.isLetterOrDigit(c) || (c == '-' && index > 0);
  }

  /** Returns whether the keyword that ends at {@code end} is followed by a separator or nothing. */
  private static boolean isSeparated(String text, int end) {
    return end == text.length()
        || text.charAt(end) == ' '
        || (text.charAt(end) == '=' && text.substring(0, end).equalsIgnoreCase("AUTH"));
  }
}
