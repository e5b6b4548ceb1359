package smtp.core.internal.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import smtp.api.Reply;

/** A naive parser as an oracle: all input at once, one character for each byte. */
final class NaiveReplyParser {

  private static final Pattern LINE =
      Pattern.compile("([2-5][0-9][0-9])(?:([ -])(.*))?", Pattern.DOTALL);

  private static final Pattern BEGINNING =
      Pattern.compile("[2-5]?|[2-5][0-9]{1,2}|[2-5][0-9]{2}[ -].*", Pattern.DOTALL);

  private NaiveReplyParser() {}

  static Parsed parse(byte[] input, ReplyLimits limits) {
    List<Reply> replies = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    String code = "";
    boolean mixed = false;
    int octets = 0;
    String rest = new String(input, ISO_8859_1);
    while (!rest.isEmpty()) {
      int lf = rest.indexOf('\n');
      String line = lf < 0 ? rest : rest.substring(0, lf + 1);
      octets += line.length();
      boolean tooLong = line.length() > maxLine(line, limits) || octets > limits.maxReply();
      String bare = line.replaceFirst("\r?\n?\\z", "");
      Matcher matcher = LINE.matcher(bare);
      if (tooLong || !(lf < 0 ? BEGINNING.matcher(bare).matches() : matcher.matches())) {
        return new Parsed(replies, true);
      }
      if (lf < 0) {
        break;
      }
      mixed |= !texts.isEmpty() && !matcher.group(1).equals(code);
      boolean last = !"-".equals(matcher.group(2));
      if (mixed && last && !matcher.group(1).matches("[45].*")) {
        return new Parsed(replies, true);
      }
      code = matcher.group(1);
      texts.add(matcher.group(3) == null ? "" : decode(matcher.group(3)));
      if (!"-".equals(matcher.group(2))) {
        replies.add(Reply.of(Integer.parseInt(code), texts));
        texts.clear();
        mixed = false;
        octets = 0;
      } else if (texts.size() == limits.maxLines()) {
        return new Parsed(replies, true);
      }
      rest = rest.substring(lf + 1);
    }
    return new Parsed(replies, false);
  }

  private static int maxLine(String line, ReplyLimits limits) {
    return line.startsWith("334") ? limits.maxChallengeLine() : limits.maxLine();
  }

  private static String decode(String latin1) {
    byte[] octets = latin1.getBytes(ISO_8859_1);
    String utf8 = new String(octets, UTF_8);
    return (Arrays.equals(utf8.getBytes(UTF_8), octets) ? utf8 : latin1).replace('\r', ' ');
  }
}
