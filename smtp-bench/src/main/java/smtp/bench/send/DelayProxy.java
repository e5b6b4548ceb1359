package smtp.bench.send;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands for a long way to a server: what goes in comes out at the other side after a time, in both
 * directions, however much there is.
 *
 * <p>It has the delay of a network and nothing else: no slow start, no loss, no segments.
 */
final class DelayProxy implements Closeable {

  private static final int BACKLOG = 4096;
  private static final int PIECE = 64 * 1024;

  /** How many octets may be under way in a direction of a connection. */
  private static final int CAPACITY = 4 * 1024 * 1024;

  private final ServerSocket listener;
  private final InetSocketAddress server;
  private final long oneWay;

  private static final class Parcel {
    final byte[] octets;
    final long due;

    Parcel(byte[] octets, long due) {
      this.octets = octets;
      this.due = due;
    }
  }

  private DelayProxy(InetSocketAddress server, Duration roundTrip) throws IOException {
    this.listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    this.server = server;
    this.oneWay = roundTrip.toNanos() / 2;
  }

  /** Starts a proxy that makes the way to {@code server} so long. */
  static DelayProxy start(InetSocketAddress server, Duration roundTrip) throws IOException {
    DelayProxy proxy = new DelayProxy(server, roundTrip);
    Thread.startVirtualThread(proxy::accept);
    return proxy;
  }

  InetSocketAddress address() {
    return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Socket target = new Socket(server.getAddress(), server.getPort());
        join(client, target);
        join(target, client);
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void join(Socket from, Socket to) throws IOException {
    BlockingQueue<Parcel> way = new LinkedBlockingQueue<>();
    Semaphore room = new Semaphore(CAPACITY);
    InputStream in = from.getInputStream();
    OutputStream out = to.getOutputStream();
    to.setTcpNoDelay(true);
    Thread.startVirtualThread(() -> post(in, way, room));
    Thread.startVirtualThread(() -> deliver(way, room, out));
  }

  /** Takes what comes; an empty parcel is the end. */
  private void post(InputStream in, BlockingQueue<Parcel> way, Semaphore room) {
    byte[] buffer = new byte[PIECE];
    try (in) {
      for (int length = in.read(buffer); length > 0; length = in.read(buffer)) {
        room.acquireUninterruptibly(length);
        way.add(parcel(Arrays.copyOf(buffer, length)));
      }
    } catch (IOException e) {
      // As good as an end.
    }
    way.add(parcel(new byte[0]));
  }

  private Parcel parcel(byte[] octets) {
    return new Parcel(octets, System.nanoTime() + oneWay);
  }

  private static void deliver(BlockingQueue<Parcel> way, Semaphore room, OutputStream out) {
    try (out) {
      for (Parcel next = way.take(); next.octets.length > 0; next = way.take()) {
        awaitTime(next.due);
        out.write(next.octets);
        room.release(next.octets.length);
      }
    } catch (IOException e) {
      // The reader of the other direction ends by that.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitTime(long due) {
    for (long rest = due - System.nanoTime(); rest > 0; rest = due - System.nanoTime()) {
      LockSupport.parkNanos(rest);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
