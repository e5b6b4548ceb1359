package smtp.core.internal.net;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads and writes the bytes of a connection. Used by one thread; its {@link Watch} closes it. */
public interface Link {

  /** Reads at least one byte, or returns -1 at the end. */
  int read(ByteBuffer into) throws IOException;

  /**
   * Reads without waiting: returns 0 if nothing has arrived, -1 at the end. To notice the end costs
   * more than to ask for bytes, so that is done only after a pause to which the cost is nothing.
   *
   * @param idleNanos how long ago the last wait began
   * @throws IOException if the connection was reset or TLS has failed
   */
  int poll(ByteBuffer into, long idleNanos) throws IOException;

  /** Writes all remaining bytes of a heap buffer. */
  void write(ByteBuffer from) throws IOException;

  /** Returns how many bytes the system buffers while the server reads nothing. */
  int sendBuffer() throws IOException;

  /** Returns the server's address. */
  SocketAddress remote();

  /** Returns the local address, or {@code null} if it means nothing to the server. */
  @Nullable SocketAddress local();

  /** Returns the socket to start TLS on, or {@code null} if that is not possible. */
  @Nullable Socket socket();

  /** Returns whether only the two ends can read what is sent, even without TLS: a Unix socket. */
  default boolean isPrivate() {
    return false;
  }

  /** Sends TLS's close_notify, if this is TLS. May block; the watch has to be armed. */
  default void closeNotify() throws IOException {}
}
