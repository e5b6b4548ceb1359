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
 * Simulates a distant server: bytes arrive at the other side after a delay, in both directions,
 * however many there are.
 *
 * <p>It has the delay of a network and nothing else: no slow start, no loss, no segments.
 *
 * <p>It counts round trips like a logical clock: what the client sends belongs to the round after
 * the last reply that it has received, and a reply belongs to the round of what the server received
 * last. So only who waits for whom counts, however busy the machine is.
 */
final class DelayProxy implements Closeable {

  private static final int BACKLOG = 4096;
  private static final int PIECE = 64 * 1024;

  /** How many bytes may be in transit in one direction of a connection. */
  private static final int CAPACITY = 4 * 1024 * 1024;

  private final ServerSocket listener;
  private final InetSocketAddress server;
  private final long oneWay;

  private volatile Clock latest = new Clock();

  /** The round trip of what each side received last. */
  private static final class Clock {
    final AtomicLong client = new AtomicLong();
    final AtomicLong server = new AtomicLong();
  }

  private static final class Parcel {
    final byte[] bytes;
    final long due;
    final long round;

    Parcel(byte[] bytes, long due, long round) {
      this.bytes = bytes;
      this.due = due;
      this.round = round;
    }
  }

  private DelayProxy(InetSocketAddress server, Duration roundTrip) throws IOException {
    this.listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    this.server = server;
    this.oneWay = roundTrip.toNanos() / 2;
  }

  /** Starts a proxy that delays the way to {@code server} by this time. */
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

  /** Returns how many round trips there were on the latest connection. */
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

    /** Creates a direction whose parcels carry a round, which the receiver then has reached. */
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
        // Treated as the end of the stream.
      }
      // An empty parcel is the end.
      add(new byte[0]);
    }

    private void add(byte[] bytes) {
      parcels.add(new Parcel(bytes, System.nanoTime() + oneWay, round.getAsLong()));
    }

    private void deliver() {
      try (out) {
        for (Parcel next = parcels.take(); next.bytes.length > 0; next = parcels.take()) {
          awaitTime(next.due);
          reached.set(next.round);
          out.write(next.bytes);
          room.release(next.bytes.length);
        }
      } catch (IOException e) {
        // This ends the other direction.
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
