package smtp.core.internal.client;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import smtp.api.TlsMode;
import smtp.api.spi.SaslMechanismProvider;
import smtp.core.internal.net.Dialer;
import smtp.core.internal.net.ServerAddress;
import smtp.core.internal.net.SocketDialer;
import smtp.core.internal.net.TcpDialer;
import smtp.core.internal.net.UnixDialer;
import smtp.core.internal.options.Dialect;
import smtp.core.internal.options.LoginOption;
import smtp.core.internal.options.Option;
import smtp.core.internal.options.Options;
import smtp.core.internal.options.SessionOption;

/** The options that a client builder has collected. Not safe for use by several threads. */
public final class ClientSettings {

  private final TlsSettings tls = new TlsSettings();
  private final List<SaslMechanismProvider> mechanisms = new ArrayList<>();
  private Options options = Options.DEFAULT;
  private Optional<TlsMode> tlsMode = Optional.empty();
  private Optional<String> serverName = Optional.empty();
  private @Nullable ConnectorFactory connector;
  private Optional<String> route = Optional.empty();
  private @Nullable InetSocketAddress source;

  /** Makes what opens sockets from the caller's connector. */
  @FunctionalInterface
  public interface ConnectorFactory {
    /** Returns what opens the sockets to a server. */
    SocketDialer.Factory to(String host, int port);
  }

  /** Returns the value of an option. */
  public <T> T get(Option<T> option) {
    return options.get(option);
  }

  /** Sets an option. */
  public <T> void set(Option<T> option, T value) {
    options = options.with(option, value);
  }

  /** Returns where TLS comes from. */
  public TlsSettings tls() {
    return tls;
  }

  public void tlsMode(TlsMode mode) {
    tlsMode = Optional.of(mode);
  }

  public void serverName(String name) {
    serverName = Optional.of(name);
  }

  /** Adds a mechanism that comes before the installed ones. */
  public void mechanism(SaslMechanismProvider provider) {
    mechanisms.add(provider);
  }

  /**
   * Sets the connector.
   *
   * @param named the object that names it in the client's description, if it has a {@code toString}
   */
  public void connector(ConnectorFactory own, Object named) {
    connector = own;
    String name = named.toString();
    route = Optional.of(name).filter(text -> !text.equals(Objects.toIdentityString(named)));
  }

  public void source(InetSocketAddress address) {
    source = address;
  }

  /** Returns whether the client connects to the server itself, so that a loopback name means it. */
  public boolean isDirect() {
    return connector == null;
  }

  /**
   * Returns what connects to a server over TCP.
   *
   * @throws IllegalStateException if the client was given both a connector and a source address
   */
  public Dialer dialer(ServerAddress server) {
    ConnectorFactory own = connector;
    if (own == null) {
      return new TcpDialer(server, source);
    }
    requireNoSource("A connector chooses the source address itself");
    return new SocketDialer(own.to(server.host(), server.port()), server.toString());
  }

  /**
   * Returns what connects to a Unix socket.
   *
   * @throws IllegalStateException if the client was given a connector or a source address
   */
  public Dialer dialer(UnixDialer socket) {
    requireNoSource("A Unix socket has no source address");
    if (connector != null) {
      throw new IllegalStateException("A Unix socket needs no connector; leave out connector");
    }
    return socket;
  }

  private void requireNoSource(String why) {
    if (source != null) {
      throw new IllegalStateException(why + "; leave out sourceAddress");
    }
  }

  /**
   * Returns the options of a client.
   *
   * @param host the server's host, as the caller gave it
   * @param defaultTls when to use TLS if the caller did not set it
   */
  public Options options(Dialect dialect, String host, TlsMode defaultTls) {
    String name = serverName.orElse(host);
    return options
        .with(SessionOption.DIALECT, dialect)
        .with(SessionOption.SERVER_NAME, name)
        .with(SessionOption.TLS_MODE, tlsMode.orElse(defaultTls))
        .with(SessionOption.TLS, tls.source(name))
        .with(LoginOption.MECHANISMS, Providers.mechanisms(mechanisms));
  }

  /** Returns what a client's {@code toString} shows in brackets: never a secret. */
  public String describe(Dialer dialer, Options clientOptions) {
    return ClientDescription.of(dialer, clientOptions, route);
  }
}
