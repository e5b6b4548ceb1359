package smtp.core.internal.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Connects over TCP to the address of a host that answers first (RFC 8305). */
public final class TcpDialer implements Dialer {

  private final ServerAddress server;
  private final TcpSocket sockets;

  /**
   * Makes a dialer for a server.
   *
   * @param source the local address; {@code null} lets the system choose
   */
  public TcpDialer(ServerAddress server, @Nullable InetSocketAddress source) {
    this.server = server;
    this.sockets = new TcpSocket(source);
  }

  @Override
  public Link dial(Watch watch, long deadline) throws IOException {
    List<InetAddress> found = NameLookup.addresses(server.asciiHost(), deadline);
    List<InetSocketAddress> addresses =
        AddressRace.interleaved(usable(found)).stream()
            .map(address -> new InetSocketAddress(address, server.port()))
            .toList();
    SocketChannel channel =
        addresses.size() == 1
            ? connect(addresses.getFirst(), watch, deadline)
            : race(addresses, deadline);
    watch.protect(channel);
    return new ChannelLink(channel);
  }

  /** Returns the addresses that can be reached from the source address. */
  private List<InetAddress> usable(List<InetAddress> addresses) throws IOException {
    InetSocketAddress source = sockets.source();
    if (source == null || source.getAddress().isAnyLocalAddress()) {
      return addresses;
    }
    Class<?> family = source.getAddress().getClass();
    List<InetAddress> usable = addresses.stream().filter(family::isInstance).toList();
    if (usable.isEmpty()) {
      throw new FixFirstException(
          "the host has no address that can be reached from " + source.getAddress());
    }
    return usable;
  }

  private SocketChannel race(List<InetSocketAddress> addresses, long deadline) throws IOException {
    try (AddressRace race = new AddressRace(addresses, sockets)) {
      return race.run(deadline);
    }
  }

  private SocketChannel connect(InetSocketAddress address, Watch watch, long deadline)
      throws IOException {
    SocketChannel channel = sockets.open();
    try {
      watch.protect(channel);
      watch.arm(deadline);
      long nanos = deadline - System.nanoTime();
      channel.socket().connect(address, (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
      return channel;
    } catch (IOException e) {
      TcpSocket.closeQuietly(channel);
      AttemptFailures failure = new AttemptFailures();
      failure.add(address, e instanceof SocketTimeoutException ? "no answer" : e.getMessage(), e);
      throw failure.combined();
    } finally {
      watch.disarm();
    }
  }

  @Override
  public String toString() {
    return server.toString();
  }
}
