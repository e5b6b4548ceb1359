package smtp.core.model;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import smtp.core.internal.net.Link;
import smtp.core.internal.net.Watch;

/**
 * A connection to a model server in the same thread. What is written the server does at once. If it
 * has nothing to say, reading lets time pass until something arrives or the wait is over.
 */
final class MemoryLink implements Link, Closeable {

  /** A real link does not look for the end of the stream after a shorter pause. */
  private static final long PAUSE_NANOS = 1_000_000;

  private static final SocketAddress REMOTE = InetSocketAddress.createUnresolved("model", 25);
  private static final int QUIT_BYTES = 6;
  private static final long LATE_NANOS = 20_000_000_000L;

  private final World world;
  private final Watch watch;
  private final WireView view;
  private final ModelServer server;
  private final Received arrived = new Received();
  private final Deque<byte[]> late = new ArrayDeque<>();
  private boolean ended;
  private boolean stillReads = true;
  private boolean swallowed;
  private @Nullable String reset;
  private boolean closed;
  private boolean failureSeen;

  MemoryLink(World world, Watch watch) {
    this.world = world;
    this.watch = watch;
    this.view = new WireView(world.setup);
    world.views.add(view);
    this.server = new ModelServer(world, world.views.size() - 1, this);
    server.greet();
  }

  // --- the server's side

  void say(byte[] bytes, boolean later) {
    if (later || !late.isEmpty()) {
      late.add(bytes);
    } else {
      arrived.add(bytes, 0, bytes.length);
    }
  }

  void lose() {
    arrived.clear();
    late.clear();
  }

  /** Ends the connection, with an error for the client or without. */
  void end(@Nullable String error, boolean reads) {
    ended = true;
    reset = error;
    stillReads = reads;
  }

  // --- the client's side

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    world.act(Point.BEFORE_READ);
    ensureOpen();
    int count = await(into);
    world.act(Point.AFTER_READ);
    guard();
    return count;
  }

  private int await(ByteBuffer into) throws IOException {
    while (arrived.size() == 0) {
      if (late.isEmpty() && ended) {
        failureSeen = true;
        return atEnd();
      }
      block();
    }
    return take(into);
  }

  private int atEnd() throws IOException {
    if (reset != null) {
      throw new IOException(reset);
    }
    return -1;
  }

  /** Lets time pass until the next bytes, or the end of the wait. */
  private void block() throws IOException {
    watch.check(world.clock.nanoTime());
    long arrival = world.clock.nanoTime() + LATE_NANOS;
    if (!closed && !late.isEmpty() && arrival < world.clock.end(watch)) {
      world.clock.advanceTo(arrival);
      byte[] bytes = late.remove();
      arrived.add(bytes, 0, bytes.length);
      return;
    }
    if (!closed) {
      world.clock.advanceTo(world.clock.end(watch));
      watch.check(world.clock.nanoTime());
    }
    if (!closed) {
      throw new AssertionError("A read without a time limit");
    }
    throw new AsynchronousCloseException();
  }

  private int take(ByteBuffer into) {
    byte[] bytes = arrived.take(Math.min(into.remaining(), arrived.size()));
    view.received(bytes);
    into.put(bytes);
    return bytes.length;
  }

  @Override
  public int poll(ByteBuffer into, long idleNanos) throws IOException {
    ensureOpen();
    if (arrived.size() > 0) {
      return take(into);
    }
    return late.isEmpty() && ended && idleNanos >= PAUSE_NANOS ? atEnd() : 0;
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    if (closed || failureSeen) {
      world.complain(Kind.WRITTEN_AFTER_FAILURE);
    }
    if (world.isTooLate() && !isQuit(from)) {
      world.complain(Kind.WRITTEN_TOO_LATE);
    }
    world.act(Point.BEFORE_WRITE);
    view.sent(from.array(), from.arrayOffset() + from.position(), from.remaining());
    ensureOpen();
    pass(from);
    from.position(from.limit());
    world.act(Point.AFTER_WRITE);
    guard();
  }

  /** Does what the guard would do while this operation lasts. It may miss an interrupt. */
  private void guard() {
    if (world.nioInterrupts || !Thread.currentThread().isInterrupted()) {
      watch.check(world.clock.nanoTime());
    }
  }

  private static boolean isQuit(ByteBuffer bytes) {
    return bytes.remaining() == QUIT_BYTES && bytes.get(bytes.position()) == 'Q';
  }

  private void pass(ByteBuffer from) throws IOException {
    if (reset != null || swallowed) {
      failureSeen = true;
      throw new IOException("Broken pipe");
    }
    if (stillReads) {
      server.receive(from.array(), from.arrayOffset() + from.position(), from.remaining());
    } else {
      swallowed = true;
    }
  }

  private void ensureOpen() throws IOException {
    if (Thread.currentThread().isInterrupted() && world.nioInterrupts) {
      closed = true;
      throw new ClosedByInterruptException();
    }
    guard();
    if (closed) {
      throw new AsynchronousCloseException();
    }
  }

  @Override
  public int sendBuffer() {
    return 1 << 20;
  }

  @Override
  public SocketAddress remote() {
    return REMOTE;
  }

  @Override
  public @Nullable SocketAddress local() {
    return null;
  }

  @Override
  public @Nullable Socket socket() {
    return null;
  }
}
