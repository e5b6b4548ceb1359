package smtp.it;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A proxy for a server on this machine that breaks some of the connections. */
final class BreakingProxy implements Closeable {

  private static final int BACKLOG = 1000;
  private static final int PIECE = 16 * 1024;

  private final ServerSocket listener;
  private final int target;
  private final Supplier<@Nullable Breakage> plan;
  private final Consumer<Breakage> log;
  private final Phaser open = new Phaser(1);

  private BreakingProxy(int target, Supplier<@Nullable Breakage> plan, Consumer<Breakage> log)
      throws IOException {
    this.listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    this.target = target;
    this.plan = plan;
    this.log = log;
  }

  /**
   * Starts a proxy.
   *
   * @param plan decides how a new connection breaks; {@code null}: it does not
   * @param log called for each connection that broke; some end before they would break
   */
  static BreakingProxy start(int target, Supplier<@Nullable Breakage> plan, Consumer<Breakage> log)
      throws IOException {
    BreakingProxy proxy = new BreakingProxy(target, plan, log);
    Thread.startVirtualThread(proxy::accept);
    return proxy;
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Waits until both sides of every connection are closed. */
  void awaitQuiet() throws InterruptedException, TimeoutException {
    long patience = RealServers.PATIENCE.toSeconds();
    open.awaitAdvanceInterruptibly(open.arrive(), patience, TimeUnit.SECONDS);
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        open.register();
        Thread.startVirtualThread(() -> serve(client));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      Breakage breakage = plan.get();
      boolean sent = breakage != null && breakage.isInWhatIsSent();
      Thread answers =
          Thread.startVirtualThread(() -> pass(server, client, sent ? null : breakage));
      pass(client, server, sent ? breakage : null);
      answers.join();
    } catch (IOException e) {
      // The server does not listen, so the client's connection is closed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.arriveAndDeregister();
    }
  }

  /** Passes bytes on until the connection ends or breaks. */
  private void pass(Socket from, Socket to, @Nullable Breakage breakage) {
    byte[] piece = new byte[PIECE];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length = in.read(piece); length > 0; length = in.read(piece)) {
        int last = breakage == null ? -1 : breakage.breaksAfter(piece, length);
        out.write(piece, 0, last < 0 ? length : last);
        if (last >= 0) {
          breakOff(from, to, breakage);
        }
      }
      to.shutdownOutput();
    } catch (IOException e) {
      close(from);
      close(to);
    }
  }

  private void breakOff(Socket from, Socket to, Breakage breakage) throws IOException {
    log.accept(breakage);
    switch (breakage.kind()) {
      case CLOSE -> throw new IOException("closed on purpose");
      case RESET -> {
        from.setSoLinger(true, 0);
        to.setSoLinger(true, 0);
        throw new IOException("reset on purpose");
      }
      case STALL -> from.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Treated as closed.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
