package smtp.core.internal.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import smtp.api.Reply;
import smtp.api.SmtpProtocolException;

/**
 * The result of parsing some bytes. Each piece lies between bytes that the parser must not read.
 *
 * @param replies the complete replies
 * @param failed whether invalid input followed them
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
    byte[] array = new byte[piece.length + 4];
    Arrays.fill(array, (byte) '\n');
    ByteBuffer input = ByteBuffer.wrap(array, 1, piece.length + 2).slice();
    input.put(1, piece).position(1).limit(piece.length + 1);
    while (input.hasRemaining()) {
      Reply reply = parser.parse(input);
      if (reply != null) {
        replies.add(reply);
      }
    }
  }
}
