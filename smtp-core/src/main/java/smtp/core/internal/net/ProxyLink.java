package smtp.core.internal.net;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Sends bytes to a proxy and reads exactly as many as are asked for. */
final class ProxyLink {

  private final Link link;

  ProxyLink(Link link) {
    this.link = link;
  }

  /** Sends bytes and wipes them, as they may contain a password. */
  void send(byte[] bytes) throws IOException {
    try {
      link.write(ByteBuffer.wrap(bytes));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** Reads that many bytes. */
  byte[] receive(int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining()) {
      if (link.read(bytes) < 0) {
        throw new EOFException("it closed the connection without an answer");
      }
    }
    return bytes.array();
  }

  /** Reads a byte, as a number from 0 to 255. */
  int receive() throws IOException {
    return receive(1)[0] & 0xFF;
  }
}
