package smtp.core;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import smtp.core.internal.net.Proxy;
import smtp.core.internal.net.ServerAddress;

/** Connects through a proxy, which its {@code toString} tells without the user. */
record ProxyConnector(Proxy proxy) implements SocketConnector {

  @Override
  public Socket connect(String host, int port, Duration limit) throws IOException {
    return proxy.connect(new ServerAddress(host, port), limit);
  }

  @Override
  public String toString() {
    return proxy.toString();
  }
}
