package smtp.core.internal.net;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A connection, as bytes. Used by one thread; closed by its {@link Watch}. */
public interface Link {

  /** Reads some bytes, at least one, or returns -1 at the end. */
  int read(ByteBuffer into) throws IOException;

  /** Reads what has arrived already, without waiting: 0 if nothing has, -1 at the end. */
  int poll(ByteBuffer into) throws IOException;

  /** Writes all that remains in a heap buffer. */
  void write(ByteBuffer from) throws IOException;

  /** Returns how many bytes the system takes from this side while the server reads nothing. */
  int sendBuffer() throws IOException;

  /** Returns the server's address. */
  SocketAddress remote();

  /** Returns the client's own address, or {@code null} if it has none that means anything. */
  @Nullable SocketAddress local();

  /** Returns the socket to put TLS on, or {@code null} if that cannot be done. */
  @Nullable Socket socket();

  /** Returns whether nobody but the two ends can listen without TLS: a Unix socket. */
  default boolean isPrivate() {
    return false;
  }

  /** Says goodbye at the level of TLS, if this is TLS. May block; the watch has to be armed. */
  default void closeNotify() throws IOException {}
}
