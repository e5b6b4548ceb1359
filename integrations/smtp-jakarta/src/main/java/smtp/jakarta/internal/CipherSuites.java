package smtp.jakarta.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Makes sockets with some cipher suites only. */
final class CipherSuites extends SSLSocketFactory {

  private final SSLSocketFactory factory;
  private final String[] suites;

  CipherSuites(SSLSocketFactory factory, List<String> suites) {
    this.factory = factory;
    this.suites = suites.toArray(String[]::new);
  }

  private Socket limited(Socket socket) {
    ((SSLSocket) socket).setEnabledCipherSuites(suites);
    return socket;
  }

  @Override
  public Socket createSocket(Socket plain, String host, int port, boolean autoClose)
      throws IOException {
    return limited(factory.createSocket(plain, host, port, autoClose));
  }

  @Override
  public Socket createSocket() throws IOException {
    return limited(factory.createSocket());
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return limited(factory.createSocket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return limited(factory.createSocket(host, port, local, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return limited(factory.createSocket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return limited(factory.createSocket(host, port, local, localPort));
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return suites.clone();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return factory.getSupportedCipherSuites();
  }
}
