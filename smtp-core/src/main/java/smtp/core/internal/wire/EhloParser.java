package smtp.core.internal.wire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import smtp.api.Capabilities;
import smtp.api.Extension;
import smtp.api.Reply;

/**
 * Parses the reply to EHLO or LHLO.
 *
 * <pre>
 * ehlo-line    = ehlo-keyword *( SP ehlo-param )    ; RFC 5321, section 4.1.1.1
 * ehlo-keyword = (ALPHA / DIGIT) *(ALPHA / DIGIT / "-")
 * </pre>
 *
 * <p>Lenient: a line that is none of these is skipped, for a server that writes a line of its own
 * still takes mail. Tabs and several blanks stand for a blank. When a keyword comes twice the later
 * line counts, except that the mechanisms of all lines with AUTH are joined, those with the older
 * {@code AUTH=} among them.
 */
public final class EhloParser {

  /** Far beyond what servers send, and what a session may have to keep for its lifetime. */
  private static final int MAX_EXTENSIONS = 256;

  private static final int MAX_PARAMETERS = 2048;

  private EhloParser() {}

  /**
   * Parses the reply. Its first line names the server and is never an extension.
   *
   * <p>Extensions beyond 256 and parameters beyond 2,048 characters are left out.
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
    boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    boolean digit = c >= '0' && c <= '9';
    return letter || digit || (c == '-' && index > 0);
  }

  /** Returns whether the keyword that ends at {@code end} is the whole text or set off from more. */
  private static boolean isSeparated(String text, int end) {
    return end == text.length()
        || text.charAt(end) == ' '
        || (text.charAt(end) == '=' && text.substring(0, end).equalsIgnoreCase("AUTH"));
  }
}
