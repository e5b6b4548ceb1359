package smtp.core.internal.session;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import smtp.api.Phase;
import smtp.api.Reply;
import smtp.api.SmtpProtocolException;
import smtp.core.internal.net.Link;
import smtp.core.internal.net.Watch;
import smtp.core.internal.wire.ReplyLimits;
import smtp.core.internal.wire.ReplyParser;

/** Replies, out of octets as they arrive, each wait under its time limit. */
final class ReplyReader {

  private final ReplyParser parser = new ReplyParser(ReplyLimits.DEFAULT);
  private final Watch watch;
  private final Timing timing;
  private Link link;
  private ByteBuffer input = Buffers.NONE;

  ReplyReader(Link link, Watch watch, Timing timing) {
    this.link = link;
    this.watch = watch;
    this.timing = timing;
  }

  /** Reads from another link from now on. */
  void over(Link secured) {
    link = secured;
  }

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
  Reply read(Phase phase) throws IOException {
    watch.arm(timing.until(phase));
    try {
      Reply reply = next();
      while (reply == null) {
        fill();
        reply = next();
      }
      return reply;
    } finally {
      watch.disarm();
    }
  }

  private void fill() throws IOException {
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
    } else if (wasFull && input.capacity() < Buffers.MEDIUM) {
      Buffers.giveBack(input);
      input = Buffers.take(Buffers.MEDIUM);
    } else {
      input.clear();
    }
  }

  /** Tells whether octets have arrived that no reply was made of yet; looks, and does not wait. */
  boolean hasHeard() throws IOException {
    if (!input.hasRemaining() && parser.isIdle()) {
      poll();
    }
    return input.hasRemaining() || !parser.isIdle();
  }

  private void poll() throws IOException {
    makeRoom();
    watch.arm(timing.until(Phase.COMMAND));
    try {
      if (link.poll(input) < 0) {
        throw new EOFException();
      }
    } finally {
      watch.disarm();
      input.flip();
    }
  }
}
