package smtp.core.internal.net;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Connects to several addresses of one host, and keeps the first connection that succeeds (RFC
 * 8305, section 5). Each attempt begins a quarter of a second after the one before, or as soon as
 * that has failed. All runs on the caller's thread. {@link #close()} closes the other attempts.
 *
 * <p>Waiting on a selector has a time limit and ends when the thread is interrupted, so the guard
 * is not needed here.
 */
final class AddressRace implements Closeable {

  private static final long STAGGER_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final TcpSocket sockets;
  private final Queue<InetSocketAddress> waiting;
  private final AttemptFailures failures = new AttemptFailures();
  private final Set<SocketChannel> running = new HashSet<>();
  private final Selector selector;
  private @Nullable SocketChannel winner;

  AddressRace(List<InetSocketAddress> addresses, TcpSocket sockets) throws IOException {
    this.sockets = sockets;
    this.waiting = new ArrayDeque<>(addresses);
    this.selector = Selector.open();
  }

  /**
   * Alternates between the two address families, so that a family that does not work costs only one
   * attempt (RFC 8305, section 4). The first address stays first, as the system has sorted them.
   */
  static List<InetAddress> interleaved(List<InetAddress> addresses) {
    Class<?> family = addresses.getFirst().getClass();
    Queue<InetAddress> same = new ArrayDeque<>();
    Queue<InetAddress> others = new ArrayDeque<>();
    addresses.forEach(address -> (family.isInstance(address) ? same : others).add(address));
    List<InetAddress> mixed = new ArrayList<>(addresses.size());
    while (mixed.size() < addresses.size()) {
      Stream.of(same, others)
          .filter(queue -> !queue.isEmpty())
          .forEach(queue -> mixed.add(queue.remove()));
    }
    return mixed;
  }

  /**
   * Returns the first connection that succeeds, in blocking mode.
   *
   * @param deadline on the clock of {@link System#nanoTime()}
   * @throws IOException if none succeeds, with the failure of each attempt as suppressed
   */
  SocketChannel run(long deadline) throws IOException {
    long nextStart = System.nanoTime();
    while (winner == null) {
      ensureWanted(deadline);
      if (!waiting.isEmpty() && (running.isEmpty() || System.nanoTime() - nextStart >= 0)) {
        begin(waiting.remove());
        nextStart = System.nanoTime() + STAGGER_NANOS;
      } else if (running.isEmpty()) {
        throw failures.combined();
      } else if (await(waiting.isEmpty() ? deadline : earlier(nextStart, deadline))) {
        nextStart = System.nanoTime();
      }
    }
    winner.configureBlocking(true);
    return winner;
  }

  private void ensureWanted(long deadline) throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("Interrupted while connecting");
    }
    if (System.nanoTime() - deadline >= 0) {
      for (SelectionKey key : selector.keys()) {
        if (key.isValid()) {
          failures.add(address(key), "no answer", null);
        }
      }
      throw failures.combined();
    }
  }

  private static long earlier(long one, long other) {
    return one - other < 0 ? one : other;
  }

  private void begin(InetSocketAddress address) {
    SocketChannel channel = null;
    try {
      channel = sockets.open();
      running.add(channel);
      channel.configureBlocking(false);
      SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT, address);
      if (channel.connect(address)) {
        won(key);
      }
    } catch (IOException | IllegalArgumentException e) {
      // IllegalArgumentException: this machine does not have the address family.
      lost(channel, address, e);
    }
  }

  /** Waits until an attempt ends, and returns whether one failed. */
  private boolean await(long until) throws IOException {
    int before = failures.count();
    long millis = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
    selector.select(this::conclude, Math.max(0, millis) + 1);
    return failures.count() > before;
  }

  private void conclude(SelectionKey key) {
    SocketChannel channel = (SocketChannel) key.channel();
    try {
      if (channel.finishConnect() && winner == null) {
        won(key);
      }
    } catch (IOException e) {
      lost(channel, address(key), e);
    }
  }

  private void lost(@Nullable SocketChannel channel, InetSocketAddress address, Exception e) {
    failures.add(address, e.getMessage(), e);
    if (channel != null) {
      running.remove(channel);
      TcpSocket.closeQuietly(channel);
    }
  }

  private void won(SelectionKey key) {
    key.cancel();
    winner = (SocketChannel) key.channel();
    running.remove(winner);
  }

  private static InetSocketAddress address(SelectionKey key) {
    return (InetSocketAddress) key.attachment();
  }

  /** Closes all attempts except the successful one. */
  @Override
  public void close() {
    running.forEach(TcpSocket::closeQuietly);
    TcpSocket.closeQuietly(selector);
  }
}
