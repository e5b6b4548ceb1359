package smtp.jakarta.internal;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import org.jspecify.annotations.Nullable;
import smtp.api.Extension;
import smtp.api.MailSession;
import smtp.api.ServerClient;
import smtp.api.SmtpAuthenticationException;
import smtp.api.SmtpConnectException;
import smtp.api.SmtpException;
import smtp.api.SmtpNotSupportedException;
import smtp.api.SmtpTlsException;
import smtp.core.SmtpClient;
import smtp.lmtp.LmtpClient;

/** Opens a session as the properties say. */
public final class Connecting {

  private final Settings settings;
  private final String host;
  private final int port;
  private final Login login;
  private final Tls tls;

  /**
   * Prepares a connection.
   *
   * @param givenPort -1 for the port of the properties
   */
  public Connecting(
      Settings settings,
      @Nullable String givenHost,
      int givenPort,
      @Nullable String user,
      @Nullable String password)
      throws MessagingException {
    this.settings = settings;
    this.host = givenHost == null || givenHost.isEmpty() ? "localhost" : givenHost;
    this.tls = new Tls(settings, host);
    this.port = givenPort == -1 ? port() : givenPort;
    this.login = new Login(settings, host, user, password);
  }

  private int port() {
    int usual = settings.protocol().port();
    if (tls.isImplicit()) {
      usual = settings.number(Property.SSL_SOCKETFACTORY_PORT, 465);
    }
    usual = settings.number(Property.SOCKETFACTORY_PORT, usual);
    return settings.number(Property.PORT, usual);
  }

  /** Returns whether the program has to be asked for user and password. */
  public boolean lacksPassword() {
    return settings.flag(Property.AUTH, false) && !login.isGiven();
  }

  /** Connects. */
  public MailSession connect() throws MessagingException {
    try {
      return connectWithLogin();
    } catch (SmtpAuthenticationException e) {
      throw refusedLogin(e);
    } catch (SmtpConnectException e) {
      throw Failures.KNOWN.connect(e, host, port, settings.number(Property.CONNECTIONTIMEOUT, -1));
    } catch (SmtpTlsException e) {
      throw new MessagingException(e.getMessage() + tls.hint(), e);
    } catch (SmtpException e) {
      throw new MessagingException(e.getMessage(), e);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new MessagingException(e.getMessage(), e);
    }
  }

  /** A server that offers no login at all gets the message without one, as Angus Mail does it. */
  private MailSession connectWithLogin() throws SmtpException, MessagingException {
    if (!login.isGiven()) {
      return client(false).connect();
    }
    try {
      return client(true).connect();
    } catch (SmtpNotSupportedException e) {
      if (!e.extension().equals(Extension.AUTH)) {
        throw e;
      }
      return client(false).connect();
    }
  }

  /** Programs look for "535" and the like in the message. */
  private static AuthenticationFailedException refusedLogin(SmtpAuthenticationException e) {
    String text =
        e.attempts().stream()
            .flatMap(attempt -> attempt.reply().stream())
            .reduce((first, last) -> last)
            .map(Object::toString)
            .orElse(String.valueOf(e.getMessage()));
    return new AuthenticationFailedException(text, e);
  }

  private ServerClient client(boolean loggedIn) throws MessagingException {
    Network network = new Network(settings);
    if (settings.protocol() == Protocol.LMTP) {
      LmtpClient.Builder builder = LmtpClient.builder(host, port);
      network.configure(builder);
      tls.configure(builder);
      login.configure(builder, loggedIn);
      return builder.build();
    }
    SmtpClient.Builder builder = SmtpClient.builder(host, port);
    network.configure(builder);
    tls.configure(builder);
    login.configure(builder, loggedIn);
    return builder.build();
  }
}
