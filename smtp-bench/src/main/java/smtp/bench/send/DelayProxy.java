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
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Stands for a long way to a server: what goes in comes out at the other side after a time, in both
 * directions, however much there is.
 *
 * <p>It has the delay of a network and nothing else: no slow start, no loss, no segments.
 *
 * <p>It counts round trips as a logical clock does: what the client sends is one later than the
 * last answer that it has, and an answer is as late as the last thing that the server has. So
 * nothing counts but who waits for whom, however busy the machine is.
 */
final class DelayProxy implements Closeable {

  private static final int BACKLOG = 4096;
  private static final int PIECE = 64 * 1024;

  /** How many octets may be under way in a direction of a connection. */
  private static final int CAPACITY = 4 * 1024 * 1024;

  private final ServerSocket listener;
  private final InetSocketAddress server;
  private final long oneWay;

  private volatile Clock latest = new Clock();

  /** The round trip in which each side is, by what it was given last. */
  private static final class Clock {
    final AtomicLong client = new AtomicLong();
    final AtomicLong server = new AtomicLong();
  }

  private static final class Parcel {
    final byte[] octets;
    final long due;
    final long round;

    Parcel(byte[] octets, long due, long round) {
      this.octets = octets;
      this.due = due;
      this.round = round;
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
        Clock clock = new Clock();
        latest = clock;
        new Way(client, target, () -> clock.client.get() + 1, clock.server).open();
        new Way(target, client, clock.server::get, clock.client).open();
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  /** Returns how many round trips there were on the last connection that was made. */
  long roundTrips() {
    return latest.server.get();
  }

  /** One direction of a connection. */
  private final class Way {
    private final BlockingQueue<Parcel> parcels = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(CAPACITY);
    private final InputStream in;
    private final OutputStream out;
    private final LongSupplier round;
    private final AtomicLong reached;

    /** Makes a way on which a parcel is of a round, which its receiver then has reached. */
    Way(Socket from, Socket to, LongSupplier round, AtomicLong reached) throws IOException {
      this.in = from.getInputStream();
      this.out = to.getOutputStream();
      this.round = round;
      this.reached = reached;
      to.setTcpNoDelay(true);
    }

    void open() {
      Thread.startVirtualThread(this::post);
      Thread.startVirtualThread(this::deliver);
    }

    private void post() {
      byte[] buffer = new byte[PIECE];
      try (in) {
        for (int length = in.read(buffer); length > 0; length = in.read(buffer)) {
          room.acquireUninterruptibly(length);
          add(Arrays.copyOf(buffer, length));
        }
      } catch (IOException e) {
        // As good as an end.
      }
      // An empty parcel is the end.
      add(new byte[0]);
    }

    private void add(byte[] octets) {
      parcels.add(new Parcel(octets, System.nanoTime() + oneWay, round.getAsLong()));
    }

    private void deliver() {
      try (out) {
        for (Parcel next = parcels.take(); next.octets.length > 0; next = parcels.take()) {
          awaitTime(next.due);
          reached.set(next.round);
          out.write(next.octets);
          room.release(next.octets.length);
        }
      } catch (IOException e) {
        // The other direction ends by that.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
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
