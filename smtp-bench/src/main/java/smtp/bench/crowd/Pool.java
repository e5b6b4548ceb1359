package smtp.bench.crowd;

import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.net.InetSocketAddress;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import smtp.api.ServerClient;

/**
 * A classic pool: each caller borrows a connection for one message. Who has waited longest is
 * served first. Connections are opened when they are needed, and kept.
 */
final class Pool<C extends AutoCloseable> implements SharedSender {

  private final Semaphore free;
  private final Queue<C> idle = new ConcurrentLinkedQueue<>();
  private final Connector<C> connector;
  private final Exchange<C> exchange;

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

  private Pool(int size, Connector<C> connector, Exchange<C> exchange) {
    this.free = new Semaphore(size, true);
    this.connector = connector;
    this.exchange = exchange;
  }

  static SharedSender ofSessions(int size, ServerClient client) {
    return new Pool<>(size, client::connect, (session, letter) -> session.send(letter.mail()));
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
        (transport, letter) -> transport.sendMessage(letter.message(), letter.recipients()));
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
  public void close() throws Exception {
    for (C connection = idle.poll(); connection != null; connection = idle.poll()) {
      connection.close();
    }
  }
}
