package smtp.core.internal.net;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Connects over TCP to the first address of a host that answers. */
public final class TcpDialer implements Dialer {

  private final ServerAddress server;

  /** Makes a dialer for a server. */
  public TcpDialer(ServerAddress server) {
    this.server = server;
  }

  @Override
  public Link dial(Watch watch, long deadline) throws IOException {
    List<InetAddress> addresses = NameLookup.addresses(server.host(), deadline);
    List<IOException> failures = new ArrayList<>();
    for (int i = 0; i < addresses.size(); i++) {
      // Each address gets its share, so that one that is silent leaves time for the next.
      long share = (deadline - System.nanoTime()) / (addresses.size() - i);
      try {
        return connect(
            new InetSocketAddress(addresses.get(i), server.port()), watch, deadline, share);
      } catch (IOException e) {
        failures.add(e);
        if (watch.verdict() != null || Thread.currentThread().isInterrupted()) {
          break;
        }
      }
    }
    throw combined(failures);
  }

  private static IOException combined(List<IOException> failures) {
    if (failures.size() == 1) {
      return failures.get(0);
    }
    String all = failures.stream().map(Throwable::getMessage).collect(Collectors.joining("; "));
    IOException failure = new ConnectException(all);
    failures.forEach(failure::addSuppressed);
    return failure;
  }

  private static Link connect(InetSocketAddress address, Watch watch, long deadline, long share)
      throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      watch.protect(channel);
      watch.arm(deadline);
      channel.socket().connect(address, (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(share)));
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      return new ChannelLink(channel);
    } catch (IOException e) {
      channel.close();
      throw new IOException(address.getAddress().getHostAddress() + ": " + reason(e), e);
    } finally {
      watch.disarm();
    }
  }

  private static String reason(IOException e) {
    return e instanceof SocketTimeoutException ? "no answer" : String.valueOf(e.getMessage());
  }

  @Override
  public String toString() {
    return server.toString();
  }
}
