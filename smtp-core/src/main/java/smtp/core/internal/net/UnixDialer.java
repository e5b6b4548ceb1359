package smtp.core.internal.net;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Connects to a Unix domain socket. */
public final class UnixDialer implements Dialer {

  /** The size of {@code sun_path} on Linux, less the octet that ends it. */
  private static final int MAX_PATH = 107;

  private final Path path;

  /**
   * Makes a dialer.
   *
   * @throws IllegalArgumentException if the path is longer than a socket address can hold
   */
  public UnixDialer(Path path) {
    if (path.toString().getBytes(StandardCharsets.UTF_8).length > MAX_PATH) {
      throw new IllegalArgumentException(
          "A Unix socket's path has at most 107 octets; use a shorter one, or a link: " + path);
    }
    this.path = path;
  }

  @Override
  public Link dial(Watch watch, long deadline) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      watch.protect(channel);
      watch.arm(deadline);
      channel.connect(UnixDomainSocketAddress.of(path));
      return new ChannelLink(channel);
    } catch (IOException e) {
      channel.close();
      throw new IOException(reason(e), e);
    } finally {
      watch.disarm();
    }
  }

  private String reason(IOException e) {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return "there is no such file; is the server running?";
    }
    boolean special = Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path);
    if (!special) {
      return "it is not a socket";
    }
    return e.getMessage() + "; is a server listening there, and may this user write to it?";
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
