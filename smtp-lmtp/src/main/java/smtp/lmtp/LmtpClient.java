package smtp.lmtp;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.util.Iterator;
import smtp.api.Mail;
import smtp.api.SendListener;
import smtp.api.SendResult;
import smtp.api.ServerClient;
import smtp.api.SmtpException;
import smtp.api.TlsMode;
import smtp.core.ClientBuilder;
import smtp.core.internal.client.BuilderAccess;
import smtp.core.internal.client.ClientSettings;
import smtp.core.internal.net.Dialer;
import smtp.core.internal.net.ServerAddress;
import smtp.core.internal.net.UnixDialer;
import smtp.core.internal.options.Dialect;
import smtp.core.internal.options.Options;
import smtp.core.internal.session.Opener;

/**
 * Delivers messages to one LMTP server, and opens sessions with it.
 *
 * <pre>{@code
 * try (var session = LmtpClient.of(Path.of("/run/dovecot/lmtp")).connect()) {
 *   session.send(message).recipients().forEach(System.out::println);
 * }
 * }</pre>
 *
 * <p>LMTP (RFC 2033) is for final delivery: the server answers the content once for each recipient,
 * so some may be accepted and others refused.
 *
 * <p>Immutable, and safe for use by several threads. A client holds no connection between calls, so
 * there is nothing to close. All calls block.
 */
public final class LmtpClient implements ServerClient {

  private final Opener<DefaultLmtpSession> opener;
  private final String description;

  private LmtpClient(Opener<DefaultLmtpSession> opener, String description) {
    this.opener = opener;
    this.description = description;
  }

  /**
   * Returns a client for a server on a Unix socket, with the default options.
   *
   * @throws IllegalArgumentException if the path is empty or longer than 106 bytes
   */
  public static LmtpClient of(Path socket) {
    return builder(socket).build();
  }

  /**
   * Returns a client for a server on TCP, with the default options.
   *
   * @param host the server's name, or its address without brackets
   * @param port the server's port. LMTP has no usual one: 24 is registered, and 2003 is the default
   *     of Python's smtplib
   * @throws IllegalArgumentException if the host is not a name or address, or the port is out of
   *     range or 25, which is SMTP's (RFC 2033, section 5)
   */
  public static LmtpClient of(String host, int port) {
    return builder(host, port).build();
  }

  /**
   * Returns a builder for a server on a Unix socket. TLS is never used there, as only its two ends
   * can read what is sent.
   *
   * @throws IllegalArgumentException if the path is empty or longer than 106 bytes
   */
  public static Builder builder(Path socket) {
    return new Builder(new Target.UnixSocket(new UnixDialer(requireNonNull(socket, "socket"))));
  }

  /**
   * Returns a builder for a server on TCP.
   *
   * @param host the server's name, or its address without brackets
   * @param port the server's port
   * @throws IllegalArgumentException if the host is not a name or address, or the port is out of
   *     range or 25, which is SMTP's (RFC 2033, section 5)
   */
  public static Builder builder(String host, int port) {
    return new Builder(new Target.Tcp(new ServerAddress(requireNonNull(host, "host"), port)));
  }

  /**
   * Returns a builder for a URL: {@code lmtp://[user[:password]@]host:port}, or {@code
   * lmtp+unix:/path} for a Unix socket. User, password and path are percent-encoded.
   *
   * @throws IllegalArgumentException if the URL has another form, or no port. The message does not
   *     show it, as it may hold a password
   */
  public static Builder builder(URI url) {
    LmtpUrl server = LmtpUrl.parse(requireNonNull(url, "url"));
    Builder builder = new Builder(server.target());
    server.credentials().ifPresent(builder::credentials);
    return builder;
  }

  /**
   * Opens a session that is ready to send: connects, reads the greeting, sends LHLO, starts TLS and
   * authenticates, as the client was built to.
   *
   * @return the session; the caller closes it
   * @throws smtp.api.SmtpConnectException if the server could not be reached, or its greeting
   *     refuses
   * @throws SmtpException if a later step fails; the connection is closed
   */
  @Override
  public LmtpSession connect() throws SmtpException {
    return opener.connect();
  }

  /**
   * Opens a session on which nothing has been sent: connects and reads the greeting, over TLS if
   * the mode is {@link TlsMode#IMPLICIT}. The caller sends every command, LHLO included.
   *
   * @return the session; the caller closes it
   * @throws smtp.api.SmtpConnectException if the server could not be reached, or its greeting
   *     refuses
   * @throws SmtpException if the TLS handshake fails; the connection is closed
   */
  @Override
  public LmtpSession open() throws SmtpException {
    return opener.open();
  }

  /**
   * Delivers one message over a session of its own, which is closed afterwards.
   *
   * @return the outcome for each recipient: at least one was accepted, and none is unknown
   * @throws SmtpException if no recipient was accepted or the outcome of one is unknown, with a
   *     complete {@link SmtpException#result()}
   */
  @Override
  public SendResult send(Mail message) throws SmtpException {
    return opener.send(requireNonNull(message, "message"));
  }

  /**
   * Delivers messages one after the other, over as many sessions as it takes. If a connection is
   * lost, the next one continues with the messages that were not sent, and leaves out those that
   * may have been. The listener receives the outcome of each message that was taken from the
   * iterator, once and in order, on the calling thread.
   *
   * @throws SmtpException if the client cannot connect, or a connection is lost before it has sent
   *     anything; messages that were not taken are still in the iterator
   */
  @Override
  public void sendAll(Iterator<? extends Mail> messages, SendListener listener)
      throws SmtpException {
    opener.sendAll(requireNonNull(messages, "messages"), requireNonNull(listener, "listener"));
  }

  /**
   * Returns the server or the path of its socket, when TLS is used, the user and the proxy, but no
   * secret: {@code LmtpClient[/run/dovecot/lmtp]}.
   */
  @Override
  public String toString() {
    return "LmtpClient" + description;
  }

  /**
   * Builds an {@link LmtpClient}. The options by topic, each described in {@link ClientBuilder}:
   *
   * <ul>
   *   <li><b>Login:</b> {@link #credentials}, {@link #onlyMechanisms}, {@link #channelBinding}
   *   <li><b>TLS, on TCP only:</b> {@link #tls}, {@link #trust}, {@link #tlsOptions}, {@link
   *       #sslContext}, {@link #sslSocketFactory}
   *   <li><b>Connection:</b> {@link #connector} and {@link #sourceAddress}, on TCP only; {@link
   *       #ehloName} for LHLO, {@link #disable}
   *   <li><b>Time limits:</b> {@link #timeout}, {@link #timeouts}, {@link #deadline}
   *   <li><b>Sending:</b> {@link #allOrNone}, {@link #retryTooManyRecipients}, {@link
   *       #confirmBeforeEnd}, {@link #pipelineWindow}
   *   <li><b>Logs and metrics:</b> {@link #trace}, {@link #listener(smtp.api.SessionListener)},
   *       {@link #hideAddresses}
   * </ul>
   *
   * <p>Not safe for use by several threads.
   */
  public static final class Builder extends ClientBuilder<Builder> {

    private final Target target;

    private Builder(Target target) {
      this.target = target;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the server is on a Unix socket and the mode is not {@link
     *     TlsMode#NONE}
     */
    @Override
    public Builder tls(TlsMode mode) {
      if (target instanceof Target.UnixSocket && mode != TlsMode.NONE) {
        throw new IllegalArgumentException(
            "There is no TLS on a Unix socket: only its two ends can read what is sent");
      }
      return super.tls(mode);
    }

    /**
     * Returns a client with the options set so far. The builder may be used again.
     *
     * @throws IllegalStateException if both a connector and a source address were set, or either of
     *     them for a Unix socket, or an {@code SSLContext} and TLS options that it decides itself,
     *     such as trusted certificates
     */
    public LmtpClient build() {
      ClientSettings settings = BuilderAccess.settings(this);
      return switch (target) {
        case Target.UnixSocket(UnixDialer socket) ->
            client(settings, settings.dialer(socket), "localhost", TlsMode.NONE);
        case Target.Tcp(ServerAddress server) ->
            client(settings, settings.dialer(server), server.host(), tls(settings, server));
      };
    }

    private static TlsMode tls(ClientSettings settings, ServerAddress server) {
      return settings.isDirect() && server.isLoopback() ? TlsMode.NONE : TlsMode.STARTTLS;
    }

    private static LmtpClient client(
        ClientSettings settings, Dialer dialer, String host, TlsMode defaultTls) {
      Options options = settings.options(Dialect.LMTP, host, defaultTls);
      return new LmtpClient(
          new Opener<>(dialer, options, DefaultLmtpSession::new),
          settings.describe(dialer, options));
    }

    @Override
    protected Builder self() {
      return this;
    }
  }
}
