package smtp.core.internal.net;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A link to somebody who says the same thing whatever is asked, and then hangs up. */
final class AnsweringLink implements Link {

  private final ByteBuffer answer;

  AnsweringLink(byte[] answer) {
    this.answer = ByteBuffer.wrap(answer);
  }

  /** Returns how many bytes of the answer were read. */
  int taken() {
    return answer.position();
  }

  @Override
  public int read(ByteBuffer into) {
    if (!answer.hasRemaining()) {
      return into.hasRemaining() ? -1 : 0;
    }
    int count = Math.min(into.remaining(), answer.remaining());
    into.put(answer.slice().limit(count));
    answer.position(answer.position() + count);
    return count;
  }

  @Override
  public int poll(ByteBuffer into, long idleNanos) {
    return 0;
  }

  @Override
  public void write(ByteBuffer from) {
    from.position(from.limit());
  }

  @Override
  public int sendBuffer() {
    return 16 * 1024;
  }

  @Override
  public SocketAddress remote() {
    return InetSocketAddress.createUnresolved("proxy.example.org", 1080);
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
