package smtp.core.internal.session;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import smtp.api.Reply;
import smtp.api.SmtpProtocolException;
import smtp.core.internal.net.Link;
import smtp.core.internal.wire.ReplyLimits;
import smtp.core.internal.wire.ReplyParser;

/** Replies, out of octets as they arrive. The watch has to be armed while it reads. */
final class ReplyReader {

  /** As many octets as replies to a large flight fill at once. */
  private static final int LARGE = 16 * 1024;

  private final ReplyParser parser = new ReplyParser(ReplyLimits.DEFAULT);
  private ByteBuffer input = Buffers.NONE;

  /** Gives the buffer up, if nothing is left in it. */
  void rest() {
    if (!input.hasRemaining()) {
      Buffers.giveBack(input);
      input = Buffers.NONE;
    }
  }

  /** Returns the next reply if it has been read already, else {@code null}. */
  @Nullable Reply next() throws SmtpProtocolException {
    return parser.parse(input);
  }

  /** Reads the next reply. */
  Reply read(Link link) throws IOException {
    Reply reply = next();
    while (reply == null) {
      fill(link);
      reply = next();
    }
    return reply;
  }

  private void fill(Link link) throws IOException {
    makeRoom();
    try {
      if (link.read(input) < 0) {
        throw new EOFException(parser.isIdle() ? null : "in the middle of a reply");
      }
    } finally {
      input.flip();
    }
  }

  private void makeRoom() {
    boolean wasFull = input.limit() == input.capacity();
    if (input.capacity() == 0) {
      input = Buffers.take(Buffers.SMALL);
    } else if (wasFull && input.capacity() < LARGE) {
      Buffers.giveBack(input);
      input = Buffers.take(LARGE);
    } else {
      input.clear();
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
    makeRoom();
    try {
      if (link.poll(input) < 0) {
        throw new EOFException();
      }
    } finally {
      input.flip();
    }
  }
}
