package smtp.core.internal.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import smtp.api.Reply;
import smtp.api.SmtpProtocolException;

/**
 * What a parser made of some octets.
 *
 * @param replies the replies that were complete
 * @param failed whether what followed them is no reply
 */
record Parsed(List<Reply> replies, boolean failed) {

  static Parsed of(ReplyLimits limits, List<byte[]> pieces) {
    ReplyParser parser = new ReplyParser(limits);
    List<Reply> replies = new ArrayList<>();
    try {
      for (byte[] piece : pieces) {
        parseAll(parser, piece, replies);
      }
      return new Parsed(replies, false);
    } catch (SmtpProtocolException e) {
      return new Parsed(replies, true);
    }
  }

  private static void parseAll(ReplyParser parser, byte[] piece, List<Reply> replies)
      throws SmtpProtocolException {
    ByteBuffer input = ByteBuffer.wrap(piece);
    while (input.hasRemaining()) {
      Reply reply = parser.parse(input);
      if (reply != null) {
        replies.add(reply);
      }
    }
  }
}
