package smtp.core.internal.net;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Octets to and from a proxy, as many as are asked for and never more. */
final class ProxyLink {

  private final Link link;

  ProxyLink(Link link) {
    this.link = link;
  }

  /** Sends octets, and wipes them: there may be a password among them. */
  void send(byte[] octets) throws IOException {
    try {
      link.write(ByteBuffer.wrap(octets));
    } finally {
      Arrays.fill(octets, (byte) 0);
    }
  }

  /** Reads so many octets. */
  byte[] receive(int count) throws IOException {
    ByteBuffer octets = ByteBuffer.allocate(count);
    while (octets.hasRemaining()) {
      if (link.read(octets) < 0) {
        throw new EOFException("it closed the connection instead of an answer");
      }
    }
    return octets.array();
  }

  /** Reads an octet, as a number from 0 to 255. */
  int receive() throws IOException {
    return receive(1)[0] & 0xFF;
  }
}
