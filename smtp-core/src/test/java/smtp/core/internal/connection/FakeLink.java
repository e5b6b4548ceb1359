package smtp.core.internal.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import smtp.core.internal.net.Link;

/** A link with canned input that accepts a number of writes and keeps them. */
public class FakeLink implements Link {

  private final ByteBuffer says;
  private final List<String> written = new ArrayList<>();
  private int writes;

  public FakeLink(int writes, String says) {
    this.writes = writes;
    this.says = ByteBuffer.wrap(says.replace("\n", "\r\n").getBytes(US_ASCII));
  }

  /** Lets this many more writes succeed; the next one fails. */
  public void failAfter(int more) {
    writes = more;
  }

  /** Returns each write, with LF for CRLF. */
  public List<String> written() {
    return written;
  }

  /** Reads one byte at a time, so that no more is read than is needed. */
  @Override
  public int read(ByteBuffer into) throws IOException {
    return take(into) ? 1 : -1;
  }

  /** Reads the next byte, if there is one. */
  final boolean take(ByteBuffer into) {
    boolean left = says.hasRemaining();
    if (left) {
      into.put(says.get());
    }
    return left;
  }

  @Override
  public int poll(ByteBuffer into, long idleNanos) {
    return 0;
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    if (writes-- == 0) {
      throw new IOException("Broken pipe");
    }
    written.add(ISO_8859_1.decode(from).toString().replace("\r\n", "\n"));
  }

  @Override
  public int sendBuffer() {
    return 16 * 1024;
  }

  @Override
  public @Nullable SocketAddress remote() {
    return null;
  }

  @Override
  public @Nullable SocketAddress local() {
    return null;
  }

  @Override
  public @Nullable Socket socket() {
    return null;
  }
}
