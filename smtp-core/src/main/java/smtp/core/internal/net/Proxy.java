package smtp.core.internal.net;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;
import smtp.core.internal.net.Watch.Verdict;

/**
 * Connects to servers through a proxy: connects to the proxy, then asks it for a tunnel, all within
 * one time limit. Safe for use by several threads.
 */
public final class Proxy {

  private final ServerAddress address;
  private final String name;
  private final ProxyProtocol protocol;

  private Proxy(ServerAddress address, String scheme, ProxyProtocol protocol) {
    this.address = address;
    this.name = scheme + "://" + address;
    this.protocol = protocol;
  }

  /** Returns a SOCKS proxy, version 5 (RFC 1928), which looks up names itself. */
  public static Proxy socks5(ServerAddress address, ProxyLogin login) {
    return new Proxy(address, "socks5", new Socks5(login));
  }

  /** Returns an HTTP proxy, which is asked with CONNECT (RFC 9110, section 9.3.6). */
  public static Proxy http(ServerAddress address, ProxyLogin login) {
    return new Proxy(address, "http", new HttpConnect(login));
  }

  /**
   * Connects.
   *
   * @param limit how long this may take
   * @return a socket connected to the server
   * @throws IOException if connecting failed; its message names the proxy
   */
  public Socket connect(ServerAddress server, Duration limit) throws IOException {
    Watch watch = Watch.start();
    try {
      return tunnel(server, watch, System.nanoTime() + limit.toNanos());
    } catch (IOException e) {
      watch.release();
      throw explained(e, watch);
    } catch (RuntimeException | Error e) {
      watch.release();
      throw e;
    }
  }

  private Socket tunnel(ServerAddress server, Watch watch, long deadline) throws IOException {
    Link link = new TcpDialer(address, null).dial(watch, deadline);
    watch.arm(deadline);
    try {
      protocol.ask(new ProxyLink(link), server);
    } finally {
      watch.disarm();
    }
    if (!watch.handOver()) {
      throw new IOException("closed before it could be used");
    }
    return Objects.requireNonNull(link.socket());
  }

  private IOException explained(IOException cause, Watch watch) {
    if (watch.verdict() == Verdict.INTERRUPTED || Thread.currentThread().isInterrupted()) {
      return new InterruptedIOException("Interrupted while connecting through " + name);
    }
    String reason =
        watch.verdict() == Verdict.TIMEOUT
            ? "no answer in time"
            : cause instanceof UnknownHostException
                ? "there is no host of that name"
                : cause.getMessage();
    String message = "the proxy " + name + ": " + reason;
    IOException failure =
        cause instanceof ConnectException
            ? new ConnectException(message)
            : new IOException(message);
    failure.initCause(cause);
    for (Throwable attempt : cause.getSuppressed()) {
      failure.addSuppressed(attempt);
    }
    return failure;
  }

  /** Returns the proxy as a URL without the user: {@code socks5://proxy.example.org:1080}. */
  @Override
  public String toString() {
    return name;
  }
}
