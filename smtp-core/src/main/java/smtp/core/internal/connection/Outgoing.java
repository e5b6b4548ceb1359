package smtp.core.internal.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import smtp.api.Phase;
import smtp.api.SmtpException;

/**
 * Collects bytes to send until they have to be sent, each write within its time limit. It holds no
 * buffer between operations.
 */
final class Outgoing {

  /** The slowest network that is expected, in bytes a second: 64 kbit/s. */
  private static final int SLOWEST_NETWORK = 8 * 1024;

  private static final int SMALLEST_BLOCK = 128 * 1024;
  private static final int LARGEST_BLOCK = 1024 * 1024;

  private final Transport transport;
  private final Waits waits;
  private final Check check;
  private ByteBuffer buffer = Buffers.NONE;
  private Phase phase = Phase.COMMAND;

  /** How many bytes a write was attempted for. */
  private long tried;

  /** How many bytes had been put here when the server had last answered all of them. */
  private long answered;

  /** Fails before a write that must not happen. */
  @FunctionalInterface
  interface Check {
    void ensureWritable(Phase phase) throws SmtpException;
  }

  Outgoing(Transport transport, Waits waits, Check check) {
    this.transport = transport;
    this.waits = waits;
    this.check = check;
  }

  /** Returns the step that the last bytes belong to. */
  Phase phase() {
    return phase;
  }

  /** Sets the step that the next bytes belong to. */
  void phase(Phase next) {
    phase = next;
  }

  boolean isEmpty() {
    return buffer.position() == 0;
  }

  /** Returns how many bytes were put here so far: the position of the next byte. */
  long position() {
    return tried + buffer.position();
  }

  /** Returns whether a write was at least attempted for all bytes before a position. */
  boolean hasTried(long position) {
    return tried >= position;
  }

  /** Notes that the server has answered all that was sent. */
  void answered() {
    answered = tried;
  }

  /** Returns a buffer with room for that many bytes. */
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

  /** Puts bytes into the buffer and sends it when it is full. A slice as large is sent directly. */
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
   * Returns the largest size of one write. The time limit is for one write, not for a whole
   * content, so a write is no larger than the slowest network can send in that time.
   */
  private int block() {
    // In a large write the system's buffer is full, and each part waits until the server has made
    // room. That takes longer than small writes, which stay in the processor's cache.
    if (tried - answered >= LARGEST_BLOCK) {
      return SMALLEST_BLOCK;
    }
    long bytes = waits.timing().limit(phase).toSeconds() * SLOWEST_NETWORK;
    return Math.clamp(bytes, SMALLEST_BLOCK, LARGEST_BLOCK);
  }

  private void transmitBlock(ByteBuffer bytes) throws IOException {
    check.ensureWritable(phase);
    tried += bytes.remaining();
    waits.write(phase, transport.link(), bytes);
  }

  /** Overwrites what was in the buffer. */
  void wipe() {
    int start = buffer.arrayOffset();
    Arrays.fill(buffer.array(), start, start + buffer.capacity(), (byte) 0);
  }

  /** Releases the buffer. What is in it is lost. */
  void releaseBuffer() {
    Buffers.giveBack(buffer);
    buffer = Buffers.NONE;
  }
}
