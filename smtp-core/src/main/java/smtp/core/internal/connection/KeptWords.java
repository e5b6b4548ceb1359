package smtp.core.internal.connection;

import smtp.api.Reply;
import smtp.api.internal.PrintableText;

/**
 * Bounds how much of a server's words an operation keeps, such as the refusals of many recipients.
 * Replies are kept whole until their words are too many together; of later ones the beginning is
 * kept. The code is always kept, and so is the enhanced code, with which the text begins.
 */
public final class KeptWords {

  /** More than any server that means well sends about one message. */
  static final int MAX_WHOLE = 512 * 1024;

  /** Enough for what most servers say in one reply. */
  static final int MAX_EACH = 128;

  private int kept;

  /** Forgets the replies so far, which are kept no longer. */
  public void reset() {
    kept = 0;
  }

  /** Returns a reply, or the beginning of one, to be kept. */
  public Reply keep(Reply reply) {
    int length = length(reply);
    if (length <= MAX_WHOLE - kept) {
      kept += length;
      return reply;
    }
    return length <= MAX_EACH ? reply : beginning(reply);
  }

  private static int length(Reply reply) {
    int length = 0;
    for (int i = 0; i < reply.lines().size(); i++) {
      length += reply.lines().get(i).length();
    }
    return length;
  }

  private static Reply beginning(Reply reply) {
    String first = reply.lines().getFirst();
    int end = Math.min(first.length(), MAX_EACH);
    if (end > 0 && Character.isHighSurrogate(first.charAt(end - 1))) {
      end--;
    }
    return Reply.of(reply.code(), first.substring(0, end) + PrintableText.SHORTENED);
  }
}
