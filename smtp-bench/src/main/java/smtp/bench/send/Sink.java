package smtp.bench.send;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** A server on loopback that accepts and discards messages, with one thread for all connections. */
final class Sink implements Closeable {

  private static final int BACKLOG = 4096;
  private static final int READ = 512 * 1024;

  private final Selector selector = Selector.open();
  private final ServerSocketChannel listener = ServerSocketChannel.open();
  private final SinkDialogue.Received received = new SinkDialogue.Received();
  private final boolean chunking;
  private final boolean lmtp;
  private final ByteBuffer input = ByteBuffer.allocate(READ);
  // A reply is less than three times as long as the shortest command.
  private final ByteBuffer replies = ByteBuffer.allocate(3 * READ);

  private volatile boolean closed;

  private static final class Connection {
    final SinkDialogue dialogue;
    byte[] rest = {};
    ByteBuffer unsent = ByteBuffer.allocate(0);

    Connection(SinkDialogue dialogue) {
      this.dialogue = dialogue;
    }
  }

  private Sink(boolean chunking, boolean lmtp) throws IOException {
    this.chunking = chunking;
    this.lmtp = lmtp;
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    listener.configureBlocking(false);
    listener.register(selector, SelectionKey.OP_ACCEPT);
  }

  /** Starts a sink for SMTP or LMTP, with or without CHUNKING. */
  static Sink start(boolean chunking, boolean lmtp) throws IOException {
    Sink sink = new Sink(chunking, lmtp);
    Thread.ofPlatform().daemon().name("sink").start(sink::run);
    return sink;
  }

  InetSocketAddress address() {
    return new InetSocketAddress(
        InetAddress.getLoopbackAddress(), listener.socket().getLocalPort());
  }

  SinkDialogue.Received received() {
    return received;
  }

  private void run() {
    try (selector) {
      while (!closed) {
        selector.select(this::serve);
      }
      selector.keys().forEach(Sink::drop);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        accept();
      } else if (key.isWritable()) {
        send(key);
      } else {
        receive(key);
      }
    } catch (IOException e) {
      drop(key);
    }
  }

  private void accept() throws IOException {
    for (SocketChannel channel = listener.accept(); channel != null; channel = listener.accept()) {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.write(ByteBuffer.wrap(SinkDialogue.greeting()));
      Connection connection = new Connection(new SinkDialogue(chunking, lmtp, received));
      channel.register(selector, SelectionKey.OP_READ, connection);
    }
  }

  private void receive(SelectionKey key) throws IOException {
    Connection connection = (Connection) key.attachment();
    input.clear().put(connection.rest);
    if (((SocketChannel) key.channel()).read(input) < 0) {
      drop(key);
      return;
    }
    int end = input.position();
    int taken = connection.dialogue.take(input.array(), 0, end, replies.clear());
    connection.rest = new byte[end - taken];
    input.get(taken, connection.rest);
    connection.unsent = replies.flip();
    send(key);
  }

  /** Sends replies. While the client does not read them, nothing more is read from it. */
  private void send(SelectionKey key) throws IOException {
    Connection connection = (Connection) key.attachment();
    ByteBuffer unsent = connection.unsent;
    if (unsent.hasRemaining()) {
      ((SocketChannel) key.channel()).write(unsent);
    }
    if (unsent.hasRemaining()) {
      connection.unsent = ByteBuffer.allocate(unsent.remaining()).put(unsent).flip();
      key.interestOps(SelectionKey.OP_WRITE);
    } else if (connection.dialogue.isClosed()) {
      drop(key);
    } else {
      key.interestOps(SelectionKey.OP_READ);
    }
  }

  private static void drop(SelectionKey key) {
    try {
      key.channel().close();
    } catch (IOException e) {
      // The connection is closed in any case.
    }
  }

  @Override
  public void close() {
    closed = true;
    selector.wakeup();
  }
}
