package smtp.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A server that plays dialogues on real sockets, and records what its clients send.
 *
 * <p>The first connection gets the first dialogue, the second one the second, and so on, each on a
 * thread of its own. A connection for which there is no dialogue is closed at once, and counts as a
 * deviation. A client that leaves its dialogue finds its connection closed, and {@link
 * #assertCompleted()} tells what it should have sent and what it did:
 *
 * {@snippet :
 * try (var server = ScriptedServer.start(Dialogue.of(script))) {
 *   myClient.talkTo(server.host(), server.port());
 *   server.assertCompleted();
 * }
 * }
 *
 * <p>The server listens on an ephemeral port of the loopback interface, or on a Unix domain socket.
 * If a dialogue turns TLS on and no certificate is set, it shows {@link
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
   * @param dialogues one for each connection, in the order in which they are accepted; none: every
   *     connection is closed at once
   * @throws UncheckedIOException if no port can be had
   */
  public static ScriptedServer start(Dialogue... dialogues) {
    return builder(dialogues).start();
  }

  /** Returns a builder of servers that play these dialogues, one for each connection, in order. */
  public static Builder builder(Dialogue... dialogues) {
    return new Builder().dialogues(List.of(dialogues));
  }

  /**
   * Returns {@code localhost}, which the certificate {@link TestCertificates#trusted()} names.
   *
   * @throws IllegalStateException if the server listens on a Unix domain socket
   */
  public String host() {
    return endpoint.host();
  }

  /**
   * Returns the TCP port; the same after the server was closed, when nothing listens there.
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
   * Waits until all dialogues were played to the end, 10 seconds at most.
   *
   * @throws AssertionError as soon as a client left its dialogue, with what it should have sent and
   *     what it did; or after 10 seconds, with where the dialogues stand
   */
  public void assertCompleted() {
    assertCompleted(PATIENCE);
  }

  /**
   * Waits until all dialogues were played to the end. If the thread is interrupted, its flag stays
   * set and the wait is over.
   *
   * @param timeout how long at most; zero or less: not at all
   * @throws AssertionError as soon as a client left its dialogue, with what it should have sent and
   *     what it did; or after the timeout, with where the dialogues stand
   */
  public void assertCompleted(Duration timeout) {
    boolean completed = await(() -> progress.awaitCompleted(dialogues, timeout));
    if (!completed) {
      throw new AssertionError(String.join("\n", acceptor.complaints()));
    }
  }

  /**
   * Waits until a dialogue comes to the step {@code MARK name} or {@code WAIT name}, 10 seconds at
   * most. A mark stays: the wait is over at once if the step was played before.
   *
   * @throws AssertionError if that does not happen, with where the dialogues stand
   */
  public void awaitMark(String name) {
    boolean reached = await(() -> progress.awaitMark(name, PATIENCE));
    if (!reached) {
      throw new AssertionError(
          "the mark " + name + " was not reached\n" + String.join("\n", acceptor.complaints()));
    }
  }

  /**
   * Lets the dialogues go on that wait at the step {@code WAIT name}, and those that come to it
   * later.
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
   * Returns what each client has sent so far, in the order in which the connections were accepted;
   * those among them for which there was no dialogue.
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
   * Unix domain socket. Dialogues that are being played end where they are. Does nothing the second
   * time.
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
   * Options of a server.
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

    /** Appends dialogues, for the connections that follow. */
    public Builder dialogues(Collection<Dialogue> dialogues) {
      this.dialogues.addAll(dialogues);
      return this;
    }

    /**
     * Sets how what the server says is cut into writes; the default is {@link Delivery#whole()}.
     */
    public Builder delivery(Delivery delivery) {
      this.delivery = delivery;
      return this;
    }

    /**
     * Has every dialogue begin with TLS: as if {@code TLS} were its first line, unless that is a
     * directive about TLS already.
     */
    public Builder implicitTls() {
      implicitTls = true;
      return this;
    }

    /** Sets the certificate of the server; the default is {@link TestCertificates#trusted()}. */
    public Builder certificate(TestCertificates.Identity identity) {
      this.identity = identity;
      return this;
    }

    /**
     * Requires a certificate of the client, issued by the authority of {@link TestCertificates}:
     * without it the handshake fails.
     */
    public Builder clientAuth() {
      clientAuth = true;
      return this;
    }

    /** Sets the versions of TLS that the server speaks, as {@code TLSv1.2}. */
    public Builder protocols(String... protocols) {
      this.protocols = List.of(protocols);
      return this;
    }

    /** Has the server listen on a Unix domain socket in a temporary folder of its own. */
    public Builder unix() {
      unix = true;
      path = null;
      return this;
    }

    /**
     * Has the server listen on a Unix domain socket.
     *
     * @param path where no file is yet; systems allow about 100 characters
     */
    public Builder unix(Path path) {
      unix = true;
      this.path = path;
      return this;
    }

    /**
     * Sets the size of the receive buffer of each connection, in octets. The default is the
     * system's, or the smallest one if a dialogue has {@code STOP-READING}.
     *
     * @throws IllegalArgumentException if the size is below 1
     */
    public Builder receiveBuffer(int size) {
      receiveBuffer = positive(size);
      return this;
    }

    /**
     * Sets the size of the send buffer of each connection, in octets. The default is the system's.
     *
     * @throws IllegalArgumentException if the size is below 1
     */
    public Builder sendBuffer(int size) {
      sendBuffer = positive(size);
      return this;
    }

    private static int positive(int size) {
      if (size < 1) {
        throw new IllegalArgumentException("a buffer of " + size + " octets");
      }
      return size;
    }

    /**
     * Starts a server: it listens when this returns.
     *
     * @throws IllegalArgumentException if TLS is implicit and a dialogue turns it on in its middle
     * @throws UncheckedIOException if the socket cannot be had
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
      // One context a server, so that TLS sessions resume; none if no dialogue turns TLS on.
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
