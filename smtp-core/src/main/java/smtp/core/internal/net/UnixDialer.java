package smtp.core.internal.net;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Connects to a Unix domain socket. */
public final class UnixDialer implements Dialer {

  /** The limit of the JDK: the size of {@code sun_path} on Linux, less two. */
  private static final int MAX_PATH = 106;

  /** {@code S_IFMT} and {@code S_IFSOCK} of POSIX. */
  private static final int FILE_TYPE = 0170000;

  private static final int SOCKET = 0140000;

  private static final String MISSING = "there is no such file; is the server running?";

  private static final String NOT_IN_TIME = "the server did not accept the connection in time";

  /** How long to wait before trying again, if the server's queue is full. */
  private static final long NEXT_TRY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Path path;

  /**
   * Makes a dialer.
   *
   * @throws IllegalArgumentException if the path is empty, or longer than a socket address can hold
   */
  public UnixDialer(Path path) {
    if (path.toString().isEmpty()) {
      throw new IllegalArgumentException("The path of the Unix socket is empty");
    }
    if (path.toString().getBytes(StandardCharsets.UTF_8).length > MAX_PATH) {
      throw new IllegalArgumentException(
          "The path of a Unix socket has at most 106 bytes; use a shorter one, or a link: " + path);
    }
    this.path = path;
  }

  @Override
  public Link dial(Watch watch, long deadline) throws IOException {
    while (true) {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        watch.protect(channel);
        watch.arm(deadline);
        channel.connect(UnixDomainSocketAddress.of(path));
        return new ChannelLink(channel);
      } catch (IOException e) {
        TcpSocket.closeQuietly(channel);
        if (!isForLackOfRoom(e)) {
          throw isForGood() ? new FixFirstException(reason(e), e) : new IOException(reason(e), e);
        }
        awaitRoom(watch, e);
      } finally {
        watch.disarm();
      }
    }
  }

  private static void awaitRoom(Watch watch, IOException failure) throws IOException {
    LockSupport.parkNanos(NEXT_TRY_NANOS);
    if (watch.verdict() != null || Thread.currentThread().isInterrupted()) {
      throw new IOException(NOT_IN_TIME, failure);
    }
  }

  /**
   * Returns whether the server's queue is full. Connecting then fails at once on a virtual thread,
   * while a platform thread waits until there is room.
   */
  private boolean isForLackOfRoom(IOException failure) {
    return Thread.currentThread().isVirtual()
        && failure instanceof SocketException
        && !(failure instanceof ConnectException)
        && Files.isWritable(path);
  }

  /** Returns whether the file itself is at fault, not a server that does not run. */
  private boolean isForGood() {
    try {
      boolean socket = ((int) Files.getAttribute(path, "unix:mode") & FILE_TYPE) == SOCKET;
      return !socket || !Files.isWritable(path);
    } catch (IOException | UnsupportedOperationException e) {
      return e instanceof AccessDeniedException;
    }
  }

  /**
   * Returns why connecting failed. What the file system tells of the path decides, because the
   * JDK's exceptions and their words differ between its versions; what is not known is quoted.
   */
  private String reason(IOException failure) {
    try {
      return reason(failure, (int) Files.getAttribute(path, "unix:mode"));
    } catch (NoSuchFileException e) {
      return Files.isSymbolicLink(path)
          ? "it is a link to a file that does not exist; is the server running?"
          : MISSING;
    } catch (AccessDeniedException e) {
      return "this user may not search the folder of the socket";
    } catch (FileSystemException e) {
      return leadsThroughAFile() ? MISSING : String.valueOf(e.getReason());
    } catch (IOException | UnsupportedOperationException e) {
      return String.valueOf(failure.getMessage());
    }
  }

  /** Returns whether the path names something below a file as if that were a folder. */
  private boolean leadsThroughAFile() {
    Path folder = path.getParent();
    while (folder != null && !Files.exists(folder)) {
      folder = folder.getParent();
    }
    return folder != null && !Files.isDirectory(folder);
  }

  private String reason(IOException failure, int mode) {
    if ((mode & FILE_TYPE) != SOCKET) {
      return "it is not a socket";
    }
    if (!Files.isWritable(path)) {
      return "this user may not write to the socket; the server's configuration decides who may";
    }
    if (failure instanceof ConnectException) {
      return "no server listens there; has the one that made the socket ended?";
    }
    String message = failure.getMessage();
    return message == null ? NOT_IN_TIME : message;
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
