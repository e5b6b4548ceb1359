package smtp.jakarta.internal;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import smtp.api.Credentials;
import smtp.api.Phase;
import smtp.api.Timeouts;
import smtp.core.ClientBuilder;
import smtp.core.SocketConnector;

/** How to reach a server: proxies, addresses, time limits. */
final class Network {

  private final Settings settings;

  Network(Settings settings) {
    this.settings = settings;
  }

  void configure(ClientBuilder<?> builder) throws MessagingException {
    builder.timeouts(timeouts());
    settings.text(Property.LOCALHOST).ifPresent(builder::ehloName);
    Optional<SocketConnector> connector = connector();
    if (connector.isPresent()) {
      builder.connector(connector.get());
    } else {
      sourceAddress(builder);
    }
    settings
        .debugOutput()
        .ifPresent(out -> builder.listener(() -> new DebugOutput(out, settings.showsLogin())));
  }

  private Timeouts timeouts() {
    Timeouts limits = settings.millis(Property.TIMEOUT).map(this::all).orElse(Timeouts.rfc5321());
    limits = with(limits, Phase.CONNECT, Property.CONNECTIONTIMEOUT);
    return with(limits, Phase.CONTENT, Property.WRITETIMEOUT);
  }

  /** Connecting and writing have properties of their own. */
  private Timeouts all(Duration limit) {
    Timeouts usual = Timeouts.rfc5321();
    return Timeouts.of(limit)
        .with(Phase.CONNECT, usual.limit(Phase.CONNECT))
        .with(Phase.CONTENT, usual.limit(Phase.CONTENT))
        .with(Phase.QUIT, usual.limit(Phase.QUIT));
  }

  private Timeouts with(Timeouts limits, Phase phase, Property property) {
    return settings.millis(property).map(limit -> limits.with(phase, limit)).orElse(limits);
  }

  private void sourceAddress(ClientBuilder<?> builder) throws MessagingException {
    Optional<String> address = settings.text(Property.LOCALADDRESS);
    int port = settings.number(Property.LOCALPORT, 0);
    if (address.isEmpty() && port == 0) {
      return;
    }
    try {
      InetAddress local = address.isPresent() ? InetAddress.getByName(address.get()) : null;
      builder.sourceAddress(new InetSocketAddress(local, port));
    } catch (UnknownHostException e) {
      throw new MessagingException(
          settings.name(Property.LOCALADDRESS) + " is not an address: " + address.orElse(""), e);
    }
  }

  private Optional<SocketConnector> connector() throws MessagingException {
    Optional<String> proxy = settings.text(Property.PROXY_HOST);
    if (proxy.isPresent()) {
      return Optional.of(httpProxy(proxy.get()));
    }
    Optional<String> socks = settings.text(Property.SOCKS_HOST);
    if (socks.isPresent()) {
      int port = settings.number(Property.SOCKS_PORT, 1080);
      return Optional.of(SocketConnector.socks5(socks.get(), port));
    }
    return Factories.find(settings, Property.SOCKETFACTORY, Property.SOCKETFACTORY_CLASS)
        .filter(factory -> !(factory instanceof SSLSocketFactory))
        .map(factory -> (host, port, limit) -> connected(factory, host, port, limit));
  }

  private SocketConnector httpProxy(String host) {
    int port = settings.number(Property.PROXY_PORT, 80);
    return settings
        .text(Property.PROXY_USER)
        .map(user ->
            SocketConnector.httpConnect(
                host,
                port,
                Credentials.password(user, settings.text(Property.PROXY_PASSWORD).orElse(""))))
        .orElseGet(() -> SocketConnector.httpConnect(host, port));
  }

  private static Socket connected(SocketFactory factory, String host, int port, Duration limit)
      throws IOException {
    Socket socket = factory.createSocket();
    socket.connect(new InetSocketAddress(host, port), Math.toIntExact(limit.toMillis()));
    return socket;
  }
}
