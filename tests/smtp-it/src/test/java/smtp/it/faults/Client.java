package smtp.it.faults;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import smtp.api.Credentials;
import smtp.api.EhloAfterLogin;
import smtp.api.MailSession;
import smtp.api.Phase;
import smtp.api.Reply;
import smtp.api.SessionListener;
import smtp.api.SmtpException;
import smtp.api.Timeouts;
import smtp.api.TlsMode;
import smtp.core.ClientBuilder;
import smtp.core.SmtpClient;
import smtp.core.SocketConnector;
import smtp.lmtp.LmtpClient;
import smtp.testkit.TestCertificates;

/** The client of one cell, with the events and the trace that it produced. */
final class Client implements SessionListener {
  /** More than any operation needs, and less than a test run may hang. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Cell cell;
  private final Duration limit;
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final ByteArrayOutputStream trace = new ByteArrayOutputStream();
  private final Runnable whenConnecting;
  private final Runnable whenConnected;
  private final CountDownLatch answered = new CountDownLatch(1);
  private volatile boolean contentSent;
  private volatile long lastEvent = System.nanoTime();

  /**
   * Creates a client.
   *
   * @param limit the time limit at the point of the fault, or the deadline of the operation
   * @param whenConnecting called before connecting
   * @param whenConnected called after connecting
   */
  Client(Cell cell, Duration limit, Runnable whenConnecting, Runnable whenConnected) {
    this.cell = cell;
    this.limit = limit;
    this.whenConnecting = whenConnecting;
    this.whenConnected = whenConnected;
  }

  MailSession connect(Target target) throws SmtpException {
    return switch (cell.transport()) {
      case UNIX ->
          configured(LmtpClient.builder(Objects.requireNonNull(target.path())), target)
              .build()
              .connect();
      case LMTP ->
          configured(LmtpClient.builder("localhost", target.port()), target)
              .tls(TlsMode.NONE)
              .build()
              .connect();
      default ->
          configured(SmtpClient.builder("localhost", target.port()), target)
              .tls(tlsMode())
              .sslContext(TestCertificates.trustingContext())
              .build()
              .connect();
    };
  }

  private TlsMode tlsMode() {
    return switch (cell.transport()) {
      case STARTTLS -> TlsMode.STARTTLS;
      case IMPLICIT -> TlsMode.IMPLICIT;
      default -> TlsMode.NONE;
    };
  }

  private <B extends ClientBuilder<B>> B configured(B builder, Target target) {
    SocketConnector connector = target.connector();
    if (connector != null) {
      builder.connector(connector);
    }
    builder
        .timeouts(timeouts(cell, limit))
        .allowUnencryptedCredentials()
        .listener(this)
        .trace(new PrintStream(trace, true, StandardCharsets.UTF_8));
    if (cell.point() != FaultPoint.HELO) {
      builder
          .credentials(Credentials.password(Secret.USER, Secret.PASSWORD))
          .ehloAfterLogin(EhloAfterLogin.ALWAYS)
          .onlyMechanisms(cell.point().isChallenge() ? "LOGIN" : "PLAIN");
    }
    return cell.fault() == Fault.DEADLINE ? builder.deadline(limit) : builder;
  }

  /** Only the limits at the point of the fault are short: the rest must work on a busy machine. */
  static Timeouts timeouts(Cell cell, Duration limit) {
    Timeouts limits = Timeouts.of(PATIENCE);
    boolean byLimit = cell.fault().end() == Fault.End.TIME && cell.fault() != Fault.DEADLINE;
    if (byLimit) {
      for (Phase phase : cell.point().phases()) {
        limits = limits.with(phase, limit);
      }
    }
    return limits;
  }

  List<String> commands() {
    return commands;
  }

  String trace() {
    return trace.toString(StandardCharsets.UTF_8);
  }

  /** Returns when the client's last event was, on the clock of {@link System#nanoTime()}. */
  long lastEvent() {
    return lastEvent;
  }

  @Override
  public void onConnecting(String server) {
    lastEvent = System.nanoTime();
    whenConnecting.run();
  }

  @Override
  public void onConnected(SocketAddress server, Duration elapsed) {
    lastEvent = System.nanoTime();
    whenConnected.run();
  }

  @Override
  public void onTls(String protocol, String cipherSuite, Duration elapsed) {
    lastEvent = System.nanoTime();
  }

  @Override
  public void onCommand(String line) {
    lastEvent = System.nanoTime();
    commands.add(line);
  }

  /** Waits until the client has read the first reply to a content. */
  void awaitAnswer() throws InterruptedException {
    answered.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public void onReply(Reply reply, Duration elapsed) {
    lastEvent = System.nanoTime();
    if (contentSent) {
      answered.countDown();
    }
  }

  @Override
  public void onContent(long bytes, OptionalLong total) {
    lastEvent = System.nanoTime();
    contentSent = true;
  }
}
