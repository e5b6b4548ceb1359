package smtp.core.internal.session;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import smtp.api.Reply;
import smtp.core.internal.net.Link;
import smtp.core.internal.wire.ReplyLimits;
import smtp.core.internal.wire.ReplyParser;

/** Replies, out of octets as they arrive. The watch has to be armed while it reads. */
final class ReplyReader {

  private final ReplyParser parser = new ReplyParser(ReplyLimits.DEFAULT);
  private final ByteBuffer input;

  /**
   * Makes a reader.
   *
   * @param capacity how many octets to take at a time
   */
  ReplyReader(int capacity) {
    this.input = ByteBuffer.allocate(capacity).flip();
  }

  /** Reads the next reply. */
  Reply read(Link link) throws IOException {
    Reply reply = parser.parse(input);
    while (reply == null) {
      fill(link);
      reply = parser.parse(input);
    }
    return reply;
  }

  private void fill(Link link) throws IOException {
    input.clear();
    try {
      if (link.read(input) < 0) {
        throw new EOFException(parser.isIdle() ? null : "in the middle of a reply");
      }
    } finally {
      input.flip();
    }
  }

  /** Tells whether octets have arrived that no reply was made of yet; looks, and does not wait. */
  boolean hasHeard(Link link) throws IOException {
    if (!input.hasRemaining() && parser.isIdle()) {
      poll(link);
    }
    return input.hasRemaining() || !parser.isIdle();
  }

  private void poll(Link link) throws IOException {
    input.clear();
    try {
      if (link.poll(input) < 0) {
        throw new EOFException();
      }
    } finally {
      input.flip();
    }
  }
}
