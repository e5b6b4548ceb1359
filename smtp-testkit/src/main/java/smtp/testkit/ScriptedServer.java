package smtp.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A mail server for tests: it plays dialogues on real sockets and records what its clients send.
 *
 * <p>The first connection gets the first dialogue, the second connection the second, and so on,
 * each on its own thread. A connection for which there is no dialogue is closed at once and counts
 * as a deviation. When a client deviates from its dialogue, the server closes the connection, and
 * {@link #assertCompleted()} reports what was expected and what the client sent:
 *
 * {@snippet :
 * try (var server = ScriptedServer.start(script)) {
 *   myClient.connectTo(server.host(), server.port());
 *   server.assertCompleted();
 * }
 * }
 *
 * <p>The server listens on an ephemeral port of the loopback interface, or on a Unix domain socket.
 * If a dialogue starts TLS and no certificate is set, it presents {@link
 * TestCertificates#trusted()}.
 *
 * <p>Safe for use by several threads.
 */
public final class ScriptedServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Endpoint endpoint;
  private final Acceptor acceptor;
  private final Progress progress;
  private final int dialogues;

  private ScriptedServer(Endpoint endpoint, List<Dialogue> dialogues, Builder options) {
    this.endpoint = endpoint;
    this.progress = new Progress();
    this.dialogues = dialogues.size();
    this.acceptor =
        new Acceptor(endpoint, dialogues, options.delivery, options.tlsSettings(), progress);
  }

  /**
   * Starts a server on a TCP port.
   *
   * @param dialogues one for each connection, in the order in which connections are accepted; if
   *     there are none, every connection is closed at once
   * @throws UncheckedIOException if no port could be opened
   */
  public static ScriptedServer start(Dialogue... dialogues) {
    return builder(dialogues).start();
  }

  /**
   * Starts a server on a TCP port that plays the dialogues of these scripts.
   *
   * @param script of the first connection, as for {@link Dialogue#of}
   * @param more scripts, for further connections in the order in which they are accepted
   * @throws IllegalArgumentException if a script is invalid; the message quotes the line
   * @throws UncheckedIOException if no port could be opened
   */
  public static ScriptedServer start(String script, String... more) {
    return builder(script, more).start();
  }

  /** Returns a builder for servers that play these dialogues, one for each connection, in order. */
  public static Builder builder(Dialogue... dialogues) {
    return new Builder().dialogues(List.of(dialogues));
  }

  /**
   * Returns a builder for servers that play the dialogues of these scripts.
   *
   * @param script of the first connection, as for {@link Dialogue#of}
   * @param more scripts, for further connections in the order in which they are accepted
   * @throws IllegalArgumentException if a script is invalid; the message quotes the line
   */
  public static Builder builder(String script, String... more) {
    Stream<String> scripts = Stream.concat(Stream.of(script), Arrays.stream(more));
    return new Builder().dialogues(scripts.map(Dialogue::of).toList());
  }

  /**
   * Returns {@code localhost}, a name in the certificate {@link TestCertificates#trusted()}.
   *
   * @throws IllegalStateException if the server listens on a Unix domain socket
   */
  public String host() {
    return endpoint.host();
  }

  /**
   * Returns the TCP port. It stays the same after the server is closed, when nothing listens there.
   *
   * @throws IllegalStateException if the server listens on a Unix domain socket
   */
  public int port() {
    return endpoint.port();
  }

  /**
   * Returns the path of the Unix domain socket.
   *
   * @throws IllegalStateException if the server listens on a TCP port
   */
  public Path path() {
    return endpoint.path();
  }

  /**
   * Waits until all dialogues have been played to the end, for 10 seconds at most.
   *
   * @throws AssertionError as soon as a client deviates from its dialogue, with what was expected
   *     and what it sent; or after 10 seconds, with the step that each unfinished dialogue has
   *     reached
   */
  public void assertCompleted() {
    assertCompleted(PATIENCE);
  }

  /**
   * Waits until all dialogues have been played to the end. If the thread is interrupted, the wait
   * ends and the interrupt flag stays set.
   *
   * @param timeout how long to wait at most; zero or less: do not wait
   * @throws AssertionError as soon as a client deviates from its dialogue, with what was expected
   *     and what it sent; or after the timeout, with the step that each unfinished dialogue has
   *     reached
   */
  public void assertCompleted(Duration timeout) {
    boolean completed = await(() -> progress.awaitCompleted(dialogues, timeout));
    if (!completed) {
      throw new AssertionError(String.join("\n", acceptor.complaints()));
    }
  }

  /**
   * Waits until a dialogue reaches the step {@code MARK name} or {@code WAIT name}, for 10 seconds
   * at most. Returns at once if the step has already been played.
   *
   * @throws AssertionError if no dialogue reaches it, with the step that each dialogue has reached
   */
  public void awaitMark(String name) {
    boolean reached = await(() -> progress.awaitMark(name, PATIENCE));
    if (!reached) {
      throw new AssertionError(
          "no dialogue reached the mark " + name + "\n" + String.join("\n", acceptor.complaints()));
    }
  }

  /**
   * Lets dialogues continue that wait at the step {@code WAIT name}, and those that reach it later.
   */
  public void release(String name) {
    progress.release(name);
  }

  @FunctionalInterface
  private interface Waiting {
    boolean await() throws InterruptedException;
  }

  private static boolean await(Waiting waiting) {
    try {
      return waiting.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Returns what each client has sent so far, in the order in which the connections were accepted.
   * Connections without a dialogue are included.
   */
  public List<Transcript> connections() {
    return acceptor.transcripts();
  }

  /**
   * Returns what the first client has sent so far: {@code connections().get(0)}.
   *
   * @throws IllegalStateException if no client has connected
   */
  public Transcript received() {
    return connections().stream()
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no client has connected"));
  }

  /**
   * Closes the listening socket and all connections, ends the threads and deletes the file of a
   * Unix domain socket. Dialogues that are being played stop where they are. A second call does
   * nothing.
   */
  @Override
  public void close() {
    progress.close();
    try {
      acceptor.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns where the server listens, as {@code localhost:45321}. */
  @Override
  public String toString() {
    return endpoint.toString();
  }

  /**
   * Sets a server's options and starts it.
   *
   * <p>A builder can start any number of servers. Not safe for use by several threads.
   */
  public static final class Builder {
    private final List<Dialogue> dialogues = new ArrayList<>();
    private Delivery delivery = Delivery.whole();
    private boolean implicitTls;
    private TestCertificates.@Nullable Identity identity;
    private boolean clientAuth;
    private List<String> protocols = List.of();
    private boolean unix;
    private @Nullable Path path;
    private int receiveBuffer;
    private int sendBuffer;

    private Builder() {}

    /** Adds dialogues for further connections. */
    public Builder dialogues(Collection<Dialogue> dialogues) {
      this.dialogues.addAll(dialogues);
      return this;
    }

    /**
     * Sets how the server's bytes are split into writes. The default is {@link Delivery#whole()}.
     */
    public Builder delivery(Delivery delivery) {
      this.delivery = delivery;
      return this;
    }

    /**
     * Starts TLS with the first byte of each connection, as if {@code TLS} were the first line of
     * each dialogue. A dialogue that begins with a TLS directive stays as it is.
     */
    public Builder implicitTls() {
      implicitTls = true;
      return this;
    }

    /** Sets the server's certificate. The default is {@link TestCertificates#trusted()}. */
    public Builder certificate(TestCertificates.Identity identity) {
      this.identity = identity;
      return this;
    }

    /**
     * Requires a client certificate issued by the authority of {@link TestCertificates}. Without
     * one the handshake fails.
     */
    public Builder clientAuth() {
      clientAuth = true;
      return this;
    }

    /** Sets the TLS versions that the server accepts, such as {@code TLSv1.2}. */
    public Builder protocols(String... protocols) {
      this.protocols = List.of(protocols);
      return this;
    }

    /** Lets the server listen on a Unix domain socket in a new temporary folder. */
    public Builder unix() {
      unix = true;
      path = null;
      return this;
    }

    /**
     * Lets the server listen on a Unix domain socket.
     *
     * @param path of the socket; no file may exist there, and systems allow about 100 characters
     */
    public Builder unix(Path path) {
      unix = true;
      this.path = path;
      return this;
    }

    /**
     * Sets the receive buffer size of each connection, in bytes. The default is the system's, or
     * the smallest possible size if a dialogue has {@code STOP-READING}.
     *
     * @throws IllegalArgumentException if the size is below 1
     */
    public Builder receiveBuffer(int size) {
      receiveBuffer = positive(size);
      return this;
    }

    /**
     * Sets the send buffer size of each connection, in bytes. The default is the system's.
     *
     * @throws IllegalArgumentException if the size is below 1
     */
    public Builder sendBuffer(int size) {
      sendBuffer = positive(size);
      return this;
    }

    private static int positive(int size) {
      if (size < 1) {
        throw new IllegalArgumentException("a buffer needs a size of 1 byte or more, not " + size);
      }
      return size;
    }

    /**
     * Starts a server, which listens when this method returns.
     *
     * @throws IllegalArgumentException if TLS is implicit and a dialogue starts TLS again
     * @throws UncheckedIOException if the socket could not be opened
     */
    public ScriptedServer start() {
      List<Dialogue> played =
          implicitTls
              ? dialogues.stream().map(Dialogue::withImplicitTls).toList()
              : List.copyOf(dialogues);
      try {
        var server = new ScriptedServer(listen(), played, this);
        server.acceptor.start();
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private Endpoint listen() throws IOException {
      boolean small = dialogues.stream().anyMatch(d -> d.has(Step.Act.STOP_READING));
      var buffers =
          new Endpoint.Buffers(receiveBuffer == 0 && small ? 1 : receiveBuffer, sendBuffer);
      return unix ? Endpoint.unix(path, buffers) : Endpoint.tcp(buffers);
    }

    private Supplier<TlsSettings> tlsSettings() {
      TestCertificates.Identity shown = identity;
      boolean required = clientAuth;
      List<String> versions = protocols;
      // One context for each server, so that TLS sessions resume; none if no dialogue starts TLS.
      return once(() ->
          new TlsSettings(
              (shown == null ? TestCertificates.trusted() : shown).serverContext(),
              required,
              versions));
    }

    private static <T> Supplier<T> once(Supplier<T> supplier) {
      var made = new AtomicReference<@Nullable T>();
      return () -> {
        made.compareAndSet(null, made.get() == null ? supplier.get() : null);
        return Objects.requireNonNull(made.get());
      };
    }
  }
}
