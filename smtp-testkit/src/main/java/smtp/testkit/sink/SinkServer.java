package smtp.testkit.sink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import smtp.testkit.TestCertificates;

/**
 * A mail server for tests that takes what it gets and keeps it:
 *
 * {@snippet :
 * try (var server = SinkServer.start()) {
 *   myService.sendInvoice(server.host(), server.port());
 *   ReceivedMessage message = server.await(1).getFirst();
 *   assertEquals("Your invoice", message.header("Subject").orElseThrow());
 * }
 * }
 *
 * <p>It listens on an ephemeral port of the loopback interface, and speaks SMTP, or LMTP if asked
 * to. It offers PIPELINING, 8BITMIME, SMTPUTF8, CHUNKING, BINARYMIME, DSN, ENHANCEDSTATUSCODES and
 * SIZE, and is as strict as a real server: about the order of commands, and about CRLF. What is
 * refused is not kept. It holds everything in memory: 64 MiB a message and 10,000 messages at most.
 *
 * <p>Safe for use by several threads.
 */
public final class SinkServer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final SinkOptions options;
  private final Inbox inbox;
  private final ServerSocket listener;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

  private SinkServer(SinkOptions options) throws IOException {
    this.options = options;
    this.inbox = new Inbox(options.maxMessages());
    this.listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
  }

  /**
   * Starts a server without TLS and without a login.
   *
   * @throws UncheckedIOException if no port could be opened
   */
  public static SinkServer start() {
    return builder().start();
  }

  /** Returns a builder. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns {@code localhost}, a name in the certificate {@link TestCertificates#trusted()}. */
  public String host() {
    return "localhost";
  }

  /** Returns the port. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Returns the messages that came so far, in the order in which they were accepted: a copy. */
  public List<ReceivedMessage> messages() {
    return inbox.all();
  }

  /** Waits for messages, for 10 seconds at most, as {@link #await(int, Duration)} does. */
  public List<ReceivedMessage> await(int count) {
    return await(count, PATIENCE);
  }

  /**
   * Waits until so many messages have come. If the thread is interrupted, the wait ends and the
   * interrupt flag stays set.
   *
   * @param count how many, at least
   * @return all messages that have come, in order
   * @throws AssertionError if they have not come within the limit; it says what came
   */
  public List<ReceivedMessage> await(int count, Duration limit) {
    List<ReceivedMessage> came = inbox.await(count, Objects.requireNonNull(limit, "limit"));
    if (came.size() < count) {
      throw new AssertionError(
          "%d of %d messages came within %s%s"
              .formatted(came.size(), count, limit, came.isEmpty() ? "" : ": " + came));
    }
    return came;
  }

  /** Forgets the messages that came so far. */
  public void clear() {
    inbox.clear();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        connections.add(socket);
        Thread.ofVirtual().name("sink").start(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket accepted) {
    try (Socket socket = accepted;
        Socket secured = options.implicitTls() ? secured(socket) : socket) {
      new SinkSession(new Wire(secured), options, inbox).run();
    } catch (IOException e) {
      // The client is gone, or TLS failed: it knows more about that than the server.
    } finally {
      connections.remove(accepted);
    }
  }

  private Socket secured(Socket socket) throws IOException {
    SSLSocket secured =
        (SSLSocket)
            options.tls().getSocketFactory().createSocket(socket, null, socket.getPort(), true);
    secured.setUseClientMode(false);
    return secured;
  }

  /** Closes the server and its connections. What came stays readable. */
  @Override
  public void close() {
    try {
      listener.close();
      for (Socket connection : connections) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Builds a {@link SinkServer}. Not safe for use by several threads. */
  public static final class Builder {

    private boolean lmtp;
    private final List<String> extensions =
        new ArrayList<>(
            List.of(
                "PIPELINING",
                "8BITMIME",
                "SMTPUTF8",
                "CHUNKING",
                "BINARYMIME",
                "DSN",
                "ENHANCEDSTATUSCODES"));
    private boolean startTls;
    private boolean implicitTls;
    private TestCertificates.@Nullable Identity identity;
    private SinkOptions.@Nullable Login login;
    private final Map<String, String> refusals = new LinkedHashMap<>();
    private long maxBytes = 64L << 20;
    private int maxMessages = 10_000;

    private Builder() {}

    /** Speaks LMTP (RFC 2033) in place of SMTP. */
    public Builder lmtp() {
      lmtp = true;
      return this;
    }

    /**
     * Offers these extensions and no others; STARTTLS, AUTH and SIZE have methods of their own.
     *
     * @param lines lines of EHLO, such as {@code 8BITMIME}; none to offer nothing
     */
    public Builder offerOnly(String... lines) {
      extensions.clear();
      extensions.addAll(Arrays.asList(lines));
      return this;
    }

    /** Does not offer an extension that is offered by default. */
    public Builder without(String extension) {
      Objects.requireNonNull(extension, "extension");
      extensions.removeIf(line -> line.equalsIgnoreCase(extension));
      return this;
    }

    /** Offers STARTTLS. */
    public Builder startTls() {
      startTls = true;
      return this;
    }

    /** Uses TLS from the first byte. */
    public Builder implicitTls() {
      implicitTls = true;
      return this;
    }

    /** Sets the certificate. The default is {@link TestCertificates#trusted()}. */
    public Builder certificate(TestCertificates.Identity who) {
      identity = Objects.requireNonNull(who, "who");
      return this;
    }

    /** Takes messages only after a login with PLAIN or LOGIN. */
    public Builder login(String user, String password) {
      login =
          new SinkOptions.Login(
              Objects.requireNonNull(user, "user"), Objects.requireNonNull(password, "password"));
      return this;
    }

    /**
     * Refuses a recipient.
     *
     * @param address the address, without angle brackets
     * @param reply such as {@code 550 5.1.1 unknown}
     */
    public Builder refuseRecipient(String address, String reply) {
      return refuse("RCPT TO:<" + Objects.requireNonNull(address, "address") + ">", reply);
    }

    /**
     * Answers commands that begin with a text in another way.
     *
     * @param beginning such as {@code MAIL} or {@code AUTH}; case does not matter
     * @param reply such as {@code 451 4.3.0 later}; 421 also closes the connection
     * @throws IllegalArgumentException if the reply does not begin with a code
     */
    public Builder refuse(String beginning, String reply) {
      refusals.put(Objects.requireNonNull(beginning, "beginning"), checked(reply));
      return this;
    }

    /** Refuses every content. */
    public Builder refuseContent(String reply) {
      return refuse(SinkOptions.CONTENT, reply);
    }

    private static String checked(String reply) {
      if (!Objects.requireNonNull(reply, "reply").matches("[2345][0-9][0-9]( \\P{Cntrl}*)?")) {
        throw new IllegalArgumentException("Not a reply of one line: " + reply);
      }
      return reply;
    }

    /** Sets the largest content, which SIZE announces. The default is 64 MiB. */
    public Builder maxBytes(long bytes) {
      maxBytes = bytes;
      return this;
    }

    /**
     * Sets how many messages are kept at most; further ones are deferred. The default is 10,000.
     */
    public Builder maxMessages(int count) {
      maxMessages = count;
      return this;
    }

    /**
     * Starts the server.
     *
     * @throws UncheckedIOException if no port could be opened
     */
    public SinkServer start() {
      try {
        SinkServer server = new SinkServer(options());
        Thread.ofVirtual().name("sink-accept").start(server::accept);
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private SinkOptions options() {
      List<String> lines = new ArrayList<>();
      extensions.forEach(line -> lines.add(line.toUpperCase(Locale.ROOT)));
      if (!lines.isEmpty()) {
        lines.add("SIZE " + maxBytes);
      }
      TestCertificates.Identity own = identity == null ? TestCertificates.trusted() : identity;
      return new SinkOptions(
          lmtp,
          List.copyOf(lines),
          startTls,
          implicitTls,
          own.serverContext(),
          login,
          // Its order decides which rule is first.
          new LinkedHashMap<>(refusals),
          maxBytes,
          maxMessages);
    }
  }
}
