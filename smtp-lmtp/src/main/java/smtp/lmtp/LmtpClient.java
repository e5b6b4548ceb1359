package smtp.lmtp;

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
 * A client of one LMTP server.
 *
 * <pre>{@code
 * try (var session = LmtpClient.of(Path.of("/run/dovecot/lmtp")).connect()) {
 *   session.send(mail).recipients().forEach(System.out::println);
 * }
 * }</pre>
 *
 * <p>Immutable, holds no connection between calls, and is safe for use by several threads.
 */
public final class LmtpClient implements ServerClient {

  private final Opener<DefaultLmtpSession> opener;

  private LmtpClient(Opener<DefaultLmtpSession> opener) {
    this.opener = opener;
  }

  /**
   * Returns a client of a server on a Unix socket, with the default options.
   *
   * @throws IllegalArgumentException if the path is empty or longer than 106 bytes
   */
  public static LmtpClient of(Path socket) {
    return builder(socket).build();
  }

  /**
   * Returns a client of a server on TCP, with the default options.
   *
   * @param port its port. There is no usual one: 24 is the registered one, and 2003 is what
   *     Python's smtplib takes
   * @throws IllegalArgumentException if the port is 25, which is SMTP's (RFC 2033, section 5), or
   *     out of range
   */
  public static LmtpClient of(String host, int port) {
    return builder(host, port).build();
  }

  /**
   * Returns a builder for a server on a Unix socket. TLS is never used there, as nobody can listen.
   *
   * @throws IllegalArgumentException if the path is empty or longer than 106 bytes
   */
  public static Builder builder(Path socket) {
    return new Builder(new Target.UnixSocket(new UnixDialer(socket)));
  }

  /**
   * Returns a builder for a server on TCP.
   *
   * @throws IllegalArgumentException if the port is 25 or out of range
   */
  public static Builder builder(String host, int port) {
    return new Builder(new Target.Tcp(new ServerAddress(host, port)));
  }

  /**
   * Returns a builder for a URL: {@code lmtp://[user[:password]@]host:port}, or {@code
   * lmtp+unix:/path} for a Unix socket. User, password and path are percent-encoded.
   *
   * @throws IllegalArgumentException if it is not such a URL, or one without a port
   */
  public static Builder builder(URI url) {
    LmtpUrl server = LmtpUrl.parse(url);
    Builder builder = new Builder(server.target());
    server.credentials().ifPresent(builder::credentials);
    return builder;
  }

  /**
   * Connects, reads the greeting, says LHLO, puts the connection under TLS and authenticates, as
   * the client was built to.
   *
   * @return a session that is ready to send; close it
   * @throws smtp.api.SmtpConnectException if the server cannot be reached or refuses
   * @throws SmtpException if a later step fails; the connection is closed
   */
  @Override
  public LmtpSession connect() throws SmtpException {
    return opener.connect();
  }

  /**
   * Connects and reads the greeting. Everything else is up to the caller.
   *
   * @return a session that has said nothing yet; close it
   * @throws SmtpException if the server cannot be reached or refuses
   */
  @Override
  public LmtpSession open() throws SmtpException {
    return opener.open();
  }

  /**
   * Delivers one mail by a session of its own.
   *
   * @return what became of it, if somebody gets it and nobody is unknown
   * @throws SmtpException if nobody gets it or somebody is unknown, with a complete {@link
   *     SmtpException#result()}
   */
  @Override
  public SendResult send(Mail mail) throws SmtpException {
    return opener.send(mail);
  }

  /**
   * Delivers mails one after the other, by as many sessions as it takes: when a connection is lost,
   * a new one goes on with what was not sent, and never with what may have been. The listener hears
   * of every mail that was taken, once and in order.
   *
   * @throws SmtpException if no connection can be made, or one is lost without any progress; what
   *     was not taken is still in the iterator
   */
  @Override
  public void sendAll(Iterator<? extends Mail> mails, SendListener listener) throws SmtpException {
    opener.sendAll(mails, listener);
  }

  /** Builds an {@link LmtpClient}. Not safe for use by several threads. */
  public static final class Builder extends ClientBuilder<Builder> {

    private final Target target;

    private Builder(Target target) {
      this.target = target;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if it is any other than {@link TlsMode#NONE} for a Unix
     *     socket
     */
    @Override
    public Builder tls(TlsMode mode) {
      if (target instanceof Target.UnixSocket && mode != TlsMode.NONE) {
        throw new IllegalArgumentException(
            "There is no TLS on a Unix socket: nobody but its two ends can read what goes over it");
      }
      return super.tls(mode);
    }

    /**
     * Returns the client.
     *
     * @throws IllegalStateException if a source address was given together with a connector, or
     *     either of them for a Unix socket
     */
    public LmtpClient build() {
      ClientSettings settings = BuilderAccess.settings(this);
      return new LmtpClient(
          switch (target) {
            case Target.UnixSocket(UnixDialer socket) ->
                opener(settings, settings.dialer(socket), "localhost", TlsMode.NONE);
            case Target.Tcp(ServerAddress server) ->
                opener(settings, settings.dialer(server), server.host(), tls(settings, server));
          });
    }

    private static TlsMode tls(ClientSettings settings, ServerAddress server) {
      return settings.isDirect() && server.isLoopback() ? TlsMode.NONE : TlsMode.STARTTLS;
    }

    private static Opener<DefaultLmtpSession> opener(
        ClientSettings settings, Dialer dialer, String host, TlsMode defaultTls) {
      Options options = settings.options(Dialect.LMTP, host, defaultTls);
      return new Opener<>(dialer, options, DefaultLmtpSession::new);
    }

    @Override
    protected Builder self() {
      return this;
    }
  }
}
