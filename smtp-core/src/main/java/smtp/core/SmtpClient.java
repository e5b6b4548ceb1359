package smtp.core;

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
import smtp.core.internal.net.ServerAddress;
import smtp.core.internal.options.Dialect;
import smtp.core.internal.session.Opener;

/**
 * A client of one SMTP server: makes sessions, and sends mails by sessions of its own.
 *
 * <pre>{@code
 * var client = SmtpClient.builder("mail.example.org", 587)
 *     .credentials(Credentials.password("ann", secret))
 *     .build();
 * client.send(mail);
 * }</pre>
 *
 * <p>Immutable, holds no connection between calls, and is safe for use by several threads.
 * Blocking: to wait for many servers at once use a virtual thread for each.
 */
public final class SmtpClient implements ServerClient {

  private final Opener<DefaultSmtpSession> opener;

  private SmtpClient(Opener<DefaultSmtpSession> opener) {
    this.opener = opener;
  }

  /**
   * Returns a builder for a server.
   *
   * @param host its name, or address without brackets
   * @param port its port: 587 for submission, 465 for submission with TLS from the first byte, 25
   *     between servers
   * @throws IllegalArgumentException if the host is empty or the port not 1 to 65535
   */
  public static Builder builder(String host, int port) {
    return new Builder(new ServerAddress(host, port));
  }

  /**
   * Returns a builder for a URL: {@code smtp://[user[:password]@]host[:port]}, or {@code smtps} for
   * TLS from the first byte. The ports are 587 and 465 if none is given. User and password are
   * percent-encoded.
   *
   * @throws IllegalArgumentException if it is not such a URL
   */
  public static Builder builder(URI url) {
    SmtpUrl server = SmtpUrl.parse(url);
    Builder builder = builder(server.url().host(), server.port());
    server.url().credentials().ifPresent(builder::credentials);
    return server.implicitTls() ? builder.tls(TlsMode.IMPLICIT) : builder;
  }

  /**
   * Connects, reads the greeting, says EHLO (HELO to a server that knows no better, if neither TLS
   * nor credentials are asked for), puts the connection under TLS and authenticates, as the client
   * was built to.
   *
   * @return a session that is ready to send; close it
   * @throws smtp.api.SmtpConnectException if the server cannot be reached or refuses
   * @throws SmtpException if a later step fails; the connection is closed
   */
  @Override
  public SmtpSession connect() throws SmtpException {
    return opener.connect();
  }

  /**
   * Connects and reads the greeting, under TLS if the mode is {@link TlsMode#IMPLICIT}. Everything
   * else is up to the caller.
   *
   * @return a session that has said nothing yet; close it
   * @throws SmtpException if the server cannot be reached or refuses
   */
  @Override
  public SmtpSession open() throws SmtpException {
    return opener.open();
  }

  /**
   * Sends one mail by a session of its own.
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
   * Sends mails one after the other, by as many sessions as it takes: when a connection is lost, a
   * new one goes on with what was not sent, and never with what may have been. The listener hears
   * of every mail that was taken, once and in order.
   *
   * @throws SmtpException if no connection can be made, or one is lost without any progress; what
   *     was not taken is still in the iterator
   */
  @Override
  public void sendAll(Iterator<? extends Mail> mails, SendListener listener) throws SmtpException {
    opener.sendAll(mails, listener);
  }

  /** Builds an {@link SmtpClient}. Not safe for use by several threads. */
  public static final class Builder extends ClientBuilder<Builder> {

    private static final int IMPLICIT_TLS_PORT = 465;

    private final ServerAddress server;

    private Builder(ServerAddress server) {
      this.server = server;
    }

    /**
     * Returns the client.
     *
     * @throws IllegalStateException if both a connector and a source address were given
     */
    public SmtpClient build() {
      ClientSettings settings = BuilderAccess.settings(this);
      return new SmtpClient(
          new Opener<>(
              settings.dialer(server),
              settings.options(Dialect.SMTP, server.host(), defaultTls(settings)),
              DefaultSmtpSession::new));
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
