package smtp.bench.send;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Properties;
import javax.net.SocketFactory;

/** Angus Mail: {@code sendMessage} of a message parsed before, on an open transport. */
final class AngusClient implements Sender {

  private final Transport transport;
  private final MimeMessage message;
  private final Address[] recipients;

  AngusClient(boolean noDelay, boolean chunking, InetSocketAddress server, Workload work)
      throws MessagingException {
    Properties properties = new Properties();
    properties.put("mail.smtp.host", server.getHostString());
    properties.put("mail.smtp.port", String.valueOf(server.getPort()));
    properties.put("mail.smtp.from", work.sender());
    properties.put("mail.smtp.localhost", "client.example.org");
    if (noDelay) {
      properties.put("mail.smtp.socketFactory", new NoDelaySockets());
    }
    if (chunking) {
      properties.put("mail.smtp.chunksize", String.valueOf(64 * 1024));
    }
    Session session = Session.getInstance(properties);
    this.message = new MimeMessage(session, new ByteArrayInputStream(work.content()));
    this.recipients = InternetAddress.parse(String.join(",", work.recipients()));
    this.transport = session.getTransport("smtp");
    transport.connect();
  }

  @Override
  public void send(Quota quota) throws MessagingException {
    while (quota.take()) {
      transport.sendMessage(message, recipients);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      transport.close();
    } catch (MessagingException e) {
      throw new IOException(e);
    }
  }

  /** Sockets without Nagle's algorithm, as informed users of Angus Mail create them. */
  private static final class NoDelaySockets extends SocketFactory {

    @Override
    public Socket createSocket() throws IOException {
      Socket socket = new Socket();
      socket.setTcpNoDelay(true);
      return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }
  }
}
