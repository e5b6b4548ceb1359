package smtp.bench.crowd;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import smtp.api.MailSession;
import smtp.api.ServerClient;

/**
 * A classic pool: each caller borrows a connection for one message. Who has waited longest is
 * served first. Connections are opened when they are needed, and kept.
 */
final class Pool<C> implements SharedSender {

  private final Semaphore free;
  private final Queue<C> idle = new ConcurrentLinkedQueue<>();
  private final Connector<C> connector;
  private final Exchange<C> exchange;
  private final Ending<C> ending;

  /** Opens a connection. */
  @FunctionalInterface
  private interface Connector<C> {
    C open() throws Exception;
  }

  /** Sends a message over a connection. */
  @FunctionalInterface
  private interface Exchange<C> {
    void send(C connection, Letter letter) throws Exception;
  }

  /** Closes a connection. */
  @FunctionalInterface
  private interface Ending<C> {
    void close(C connection) throws IOException;
  }

  private Pool(int size, Connector<C> connector, Exchange<C> exchange, Ending<C> ending) {
    this.free = new Semaphore(size, true);
    this.connector = connector;
    this.exchange = exchange;
    this.ending = ending;
  }

  static SharedSender ofSessions(int size, ServerClient client) {
    return new Pool<>(
        size,
        client::connect,
        (session, letter) -> session.send(letter.mail()),
        MailSession::close);
  }

  static SharedSender ofTransports(int size, InetSocketAddress server) {
    Properties properties = new Properties();
    properties.put("mail.smtp.host", server.getHostString());
    properties.put("mail.smtp.port", String.valueOf(server.getPort()));
    properties.put("mail.smtp.localhost", "client.example.org");
    Session session = Session.getInstance(properties);
    return new Pool<>(
        size,
        () -> connected(session.getTransport("smtp")),
        (transport, letter) ->
            transport.sendMessage(letter.message(), letter.recipients().toArray(Address[]::new)),
        Pool::disconnect);
  }

  private static void disconnect(Transport transport) throws IOException {
    try {
      transport.close();
    } catch (MessagingException e) {
      throw new IOException(e);
    }
  }

  private static Transport connected(Transport transport) throws Exception {
    transport.connect();
    return transport;
  }

  @Override
  public void send(Letter letter) throws Exception {
    free.acquire();
    try {
      C connection = idle.poll();
      C open = connection == null ? connector.open() : connection;
      exchange.send(open, letter);
      idle.add(open);
    } finally {
      free.release();
    }
  }

  @Override
  public void close() throws IOException {
    for (C connection = idle.poll(); connection != null; connection = idle.poll()) {
      ending.close(connection);
    }
  }
}
