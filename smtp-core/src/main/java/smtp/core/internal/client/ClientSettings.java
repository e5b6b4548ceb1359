package smtp.core.internal.client;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
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

/** What a client builder has collected. Not safe for use by several threads. */
public final class ClientSettings {

  private final TlsSettings tls = new TlsSettings();
  private final List<SaslMechanismProvider> mechanisms = new ArrayList<>();
  private Options options = Options.DEFAULT;
  private Optional<TlsMode> tlsMode = Optional.empty();
  private Optional<String> serverName = Optional.empty();
  private @Nullable ConnectorFactory connector;
  private @Nullable InetSocketAddress source;

  /** Makes the dialer of a server from a connector of the caller's. */
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

  /** Adds a mechanism that comes before those that are found. */
  public void mechanism(SaslMechanismProvider provider) {
    mechanisms.add(provider);
  }

  public void connector(ConnectorFactory own) {
    connector = own;
  }

  public void source(InetSocketAddress address) {
    source = address;
  }

  /** Returns whether connections go straight to the server, so that loopback is what it says. */
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
    requireNoSource("A connector chooses the source address by itself");
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
      throw new IllegalStateException("A Unix socket is connected to without a connector");
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
   * @param host the server, as it was given
   * @param defaultTls when to use TLS if the builder was not told
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
}
