package smtp.core.internal.connection;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import smtp.api.Phase;
import smtp.api.Reply;
import smtp.api.SmtpProtocolException;
import smtp.core.internal.wire.ReplyLimits;
import smtp.core.internal.wire.ReplyParser;

/**
 * Reads replies from a connection, each wait within its time limit. No reply and no failure leaves
 * here with a secret that the server repeats.
 */
final class ReplyReader {

  /** How many replies are measured: enough to know the server, and then no clock is read. */
  private static final int SAMPLES = 16;

  private static final int USUAL_TIMES = 10;
  private static final Duration LEAST_PATIENCE = Duration.ofSeconds(5);

  private final ReplyParser parser = new ReplyParser(ReplyLimits.DEFAULT);
  private final Transport transport;
  private final Waits waits;
  private final Redaction redaction;

  // Made once: both are run for each message.
  private final Waits.Blocking<Reply> reading = this::read;
  private final Waits.BlockingAction polling = this::pollOnce;

  private ByteBuffer input = Buffers.NONE;
  private Duration patience = LEAST_PATIENCE;
  private int samples;
  private boolean lookForEnd;

  ReplyReader(Transport transport, Waits waits, Redaction redaction) {
    this.redaction = redaction;
    this.transport = transport;
    this.waits = waits;
  }

  /** Returns what hides the secrets of the connection. */
  Redaction redaction() {
    return redaction;
  }

  /** Releases the buffer if it is empty. */
  void releaseBuffer() {
    if (!input.hasRemaining()) {
      Buffers.giveBack(input);
      input = Buffers.NONE;
    }
  }

  /** Returns the next reply if it is already in the buffer, otherwise {@code null}. */
  @Nullable Reply next() throws SmtpProtocolException {
    try {
      Reply reply = parser.parse(input);
      return reply == null ? null : redaction.scrub(reply);
    } catch (SmtpProtocolException e) {
      throw redaction.scrub(e);
    }
  }

  /** Reads the next reply. */
  Reply read(Phase phase) throws IOException {
    return samples < SAMPLES ? readMeasured(phase) : waits.await(phase, reading);
  }

  private Reply readMeasured(Phase phase) throws IOException {
    long start = waits.timing().now();
    Reply reply = waits.await(phase, reading);
    Duration multiple = Duration.ofNanos(USUAL_TIMES * (waits.timing().now() - start));
    patience = multiple.compareTo(patience) > 0 ? multiple : patience;
    samples++;
    return reply;
  }

  /**
   * Returns how long to wait for a reply that the server has no reason to delay: a multiple of the
   * longest time that one of the first replies took.
   */
  Duration patience() {
    return patience;
  }

  private Reply read() throws IOException {
    Reply reply = next();
    while (reply == null) {
      fill();
      reply = next();
    }
    return reply;
  }

  private void fill() throws IOException {
    makeRoom();
    try {
      if (transport.link().read(input) < 0) {
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

  /** Returns whether bytes were read that were not returned as a reply. */
  boolean hasLeftover() {
    return input.hasRemaining() || !parser.isIdle();
  }

  /** Returns, without waiting, whether bytes have arrived that were not returned as a reply. */
  boolean hasInput() throws IOException {
    return hasInput(false);
  }

  /**
   * Returns the same after a look whether the server has closed the connection.
   *
   * @throws IOException if it has
   */
  boolean hasInputOrEnd() throws IOException {
    return hasInput(true);
  }

  private boolean hasInput(boolean orEnd) throws IOException {
    lookForEnd = orEnd;
    if (!hasLeftover()) {
      poll();
    }
    return hasLeftover();
  }

  private void poll() throws IOException {
    makeRoom();
    try {
      waits.during(Phase.COMMAND, polling);
    } finally {
      input.flip();
    }
  }

  private void pollOnce() throws IOException {
    if (transport.link().poll(input, lookForEnd ? waits.timing().idleNanos() : 0) < 0) {
      throw new EOFException();
    }
  }
}
