package smtp.core.internal.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import smtp.api.Phase;
import smtp.api.SmtpException;

/**
 * Bytes on their way out, gathered until there is reason to send them, each write under its time
 * limit. It holds no memory while it rests.
 */
final class Outgoing {

  /** How many bytes a network takes in a second at least: 64 kbit/s. */
  private static final int SLOWEST_NETWORK = 8 * 1024;

  private static final int SMALLEST_BLOCK = 128 * 1024;
  private static final int LARGEST_BLOCK = 1024 * 1024;

  private final Transport transport;
  private final Waits waits;
  private final Check check;
  private ByteBuffer buffer = Buffers.NONE;
  private Phase phase = Phase.COMMAND;

  /** How many bytes were in a write that was tried. */
  private long tried;

  /** How many there were when the server had answered all of them. */
  private long answered;

  /** Makes sure before each write that it may be. */
  @FunctionalInterface
  interface Check {
    void ensureUsable() throws SmtpException;
  }

  Outgoing(Transport transport, Waits waits, Check check) {
    this.transport = transport;
    this.waits = waits;
    this.check = check;
  }

  /** Returns what the last bytes are. */
  Phase phase() {
    return phase;
  }

  /** Tells that the next bytes belong to this. */
  void phase(Phase next) {
    phase = next;
  }

  boolean isEmpty() {
    return buffer.position() == 0;
  }

  /** Returns where the next byte will be among all that were put here. */
  long position() {
    return tried + buffer.position();
  }

  /** Returns whether all bytes in front of a position were in a write that was at least tried. */
  boolean hasTried(long position) {
    return tried >= position;
  }

  /** Tells that the server has answered all that was sent. */
  void answered() {
    answered = tried;
  }

  /** Returns a buffer to put so many bytes into. */
  ByteBuffer room(int bytes) throws IOException {
    if (buffer.remaining() < bytes && isLarge()) {
      flush();
    }
    if (buffer.remaining() < bytes) {
      move(Math.max(Buffers.fitting(buffer.position() + bytes), buffer.position() + bytes));
    }
    return buffer;
  }

  private boolean isLarge() {
    return buffer.capacity() >= Buffers.LARGE;
  }

  private void move(int capacity) {
    ByteBuffer larger = Buffers.take(capacity).put(buffer.flip());
    Buffers.giveBack(buffer);
    buffer = larger;
  }

  /** Takes bytes, and sends what fills the buffer. As many as fill it by themselves pass it by. */
  void write(byte[] bytes, int offset, int length) throws IOException {
    if (length >= Buffers.LARGE) {
      flush();
      transmit(ByteBuffer.wrap(bytes, offset, length));
    } else {
      gather(bytes, offset, length);
    }
  }

  private void gather(byte[] bytes, int offset, int length) throws IOException {
    if (length > buffer.remaining() && !isLarge()) {
      move(Buffers.fitting((long) buffer.position() + length));
    }
    int put = Math.min(length, buffer.remaining());
    buffer.put(bytes, offset, put);
    if (put < length) {
      flush();
      buffer.put(bytes, offset + put, length - put);
    }
  }

  /** Sends what is in the buffer. */
  void flush() throws IOException {
    if (!isEmpty()) {
      try {
        transmit(buffer.flip());
      } finally {
        buffer.clear();
      }
    }
  }

  private void transmit(ByteBuffer bytes) throws IOException {
    int end = bytes.limit();
    while (bytes.position() < end) {
      bytes.limit(Math.min(end, bytes.position() + block()));
      transmitBlock(bytes);
    }
  }

  /**
   * Returns what leaves in one write at most. The time limit is for that, not for a large content,
   * so a write is no larger than the slowest network takes in time.
   */
  private int block() {
    // The system's buffers are full then: a large write would go in parts, each when the server has
    // made room, and take longer than small ones, which the processor's cache holds.
    if (tried - answered >= LARGEST_BLOCK) {
      return SMALLEST_BLOCK;
    }
    long bytes = waits.timing().limit(phase).toSeconds() * SLOWEST_NETWORK;
    return Math.clamp(bytes, SMALLEST_BLOCK, LARGEST_BLOCK);
  }

  private void transmitBlock(ByteBuffer bytes) throws IOException {
    check.ensureUsable();
    tried += bytes.remaining();
    waits.write(phase, transport.link(), bytes);
  }

  /** Leaves no trace of what was in the buffer. */
  void wipe() {
    int start = buffer.arrayOffset();
    Arrays.fill(buffer.array(), start, start + buffer.capacity(), (byte) 0);
  }

  /** Gives the buffer up. What is in it is lost. */
  void releaseBuffer() {
    Buffers.giveBack(buffer);
    buffer = Buffers.NONE;
  }
}
