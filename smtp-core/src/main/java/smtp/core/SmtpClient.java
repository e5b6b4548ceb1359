package smtp.core;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Iterator;
import smtp.api.Mail;
import smtp.api.SendListener;
import smtp.api.SendResult;
import smtp.api.ServerClient;
import smtp.api.SmtpException;
import smtp.api.SmtpSession;
import smtp.api.TlsMode;
import smtp.core.internal.client.BuilderAccess;
import smtp.core.internal.client.ClientSettings;
import smtp.core.internal.net.Dialer;
import smtp.core.internal.net.ServerAddress;
import smtp.core.internal.options.Dialect;
import smtp.core.internal.options.Options;
import smtp.core.internal.session.Opener;

/**
 * Sends messages to one SMTP server, and opens sessions with it.
 *
 * <pre>{@code
 * var client = SmtpClient.builder("mail.example.org", 587)
 *     .credentials(Credentials.password("ann", secret))
 *     .build();
 * client.send(message);
 * }</pre>
 *
 * <p>{@link #send} and {@link #sendAll} connect, send and close by themselves. To keep a session
 * for several calls, or to send commands one by one, use {@link #connect} or {@link #open}.
 *
 * <p>Immutable, and safe for use by several threads. A client holds no connection between calls, so
 * there is nothing to close. All calls block: to send to many servers at once, use a virtual thread
 * for each.
 */
public final class SmtpClient implements ServerClient {

  private final Opener<DefaultSmtpSession> opener;
  private final String description;

  private SmtpClient(Opener<DefaultSmtpSession> opener, String description) {
    this.opener = opener;
    this.description = description;
  }

  /**
   * Returns a builder for a server.
   *
   * @param host the server's name, or its address without brackets
   * @param port the server's port: 587 for submission, 465 for submission with TLS from the first
   *     byte, 25 between mail servers
   * @throws IllegalArgumentException if the host is not a name or address, or the port is not 1 to
   *     65535
   */
  public static Builder builder(String host, int port) {
    return new Builder(new ServerAddress(requireNonNull(host, "host"), port));
  }

  /**
   * Returns a builder for a URL: {@code smtp://[user[:password]@]host[:port]}, or {@code smtps} for
   * TLS from the first byte. The default ports are 587 and 465. User and password are
   * percent-encoded.
   *
   * @throws IllegalArgumentException if the URL has another form. The message does not show it, as
   *     it may hold a password
   */
  public static Builder builder(URI url) {
    SmtpUrl server = SmtpUrl.parse(requireNonNull(url, "url"));
    Builder builder = builder(server.url().host(), server.port());
    server.url().credentials().ifPresent(builder::credentials);
    return server.implicitTls() ? builder.tls(TlsMode.IMPLICIT) : builder;
  }

  /**
   * Opens a session that is ready to send: connects, reads the greeting, sends EHLO, starts TLS and
   * authenticates, as the client was built to. HELO is sent if the server does not know EHLO, and
   * neither STARTTLS nor credentials are required.
   *
   * @return the session; the caller closes it
   * @throws smtp.api.SmtpConnectException if the server could not be reached, or its greeting
   *     refuses
   * @throws SmtpException if a later step fails; the connection is closed
   */
  @Override
  public SmtpSession connect() throws SmtpException {
    return opener.connect();
  }

  /**
   * Opens a session on which nothing has been sent: connects and reads the greeting, over TLS if
   * the mode is {@link TlsMode#IMPLICIT}. The caller sends every command, EHLO included.
   *
   * @return the session; the caller closes it
   * @throws smtp.api.SmtpConnectException if the server could not be reached, or its greeting
   *     refuses
   * @throws SmtpException if the TLS handshake fails; the connection is closed
   */
  @Override
  public SmtpSession open() throws SmtpException {
    return opener.open();
  }

  /**
   * Sends one message over a session of its own, which is closed afterwards.
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
   * Sends messages one after the other, over as many sessions as it takes. If a connection is lost,
   * the next one continues with the messages that were not sent, and leaves out those that may have
   * been. The listener receives the outcome of each message that was taken from the iterator, once
   * and in order, on the calling thread.
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
   * Returns the server, when TLS is used, the user and the proxy, but no secret: {@code
   * SmtpClient[mail.example.org:587, STARTTLS, as ann]}.
   */
  @Override
  public String toString() {
    return "SmtpClient" + description;
  }

  /**
   * Builds an {@link SmtpClient}. The options by topic, each described in {@link ClientBuilder}:
   *
   * <ul>
   *   <li><b>Login:</b> {@link #credentials}, {@link #onlyMechanisms}, {@link #channelBinding}
   *   <li><b>TLS:</b> {@link #tls}, {@link #trust}, {@link #tlsOptions}, {@link #sslContext},
   *       {@link #sslSocketFactory}
   *   <li><b>Connection:</b> {@link #connector}, {@link #sourceAddress}, {@link #ehloName}, {@link
   *       #disable}
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

    private static final int IMPLICIT_TLS_PORT = 465;

    private final ServerAddress server;

    private Builder(ServerAddress server) {
      this.server = server;
    }

    /**
     * Returns a client with the options set so far. The builder may be used again.
     *
     * @throws IllegalStateException if both a connector and a source address were set, or an {@code
     *     SSLContext} and TLS options that it decides itself, such as trusted certificates
     */
    public SmtpClient build() {
      ClientSettings settings = BuilderAccess.settings(this);
      Dialer dialer = settings.dialer(server);
      Options options = settings.options(Dialect.SMTP, server.host(), defaultTls(settings));
      return new SmtpClient(
          new Opener<>(dialer, options, DefaultSmtpSession::new),
          settings.describe(dialer, options));
    }

    private TlsMode defaultTls(ClientSettings settings) {
      if (server.port() == IMPLICIT_TLS_PORT) {
        return TlsMode.IMPLICIT;
      }
      return settings.isDirect() && server.isLoopback() ? TlsMode.NONE : TlsMode.STARTTLS;
    }

    @Override
    protected Builder self() {
      return this;
    }
  }
}
