package smtp.bench.crowd;

import java.net.InetSocketAddress;
import smtp.api.ServerClient;
import smtp.api.SmtpException;
import smtp.api.TlsMode;
import smtp.bench.send.Contender.Kind;
import smtp.core.SmtpClient;
import smtp.mailer.Mailer;

/** A way for many callers to send. */
public enum Way {
  /** No callers: all connections are kept busy. */
  STREAMS("sendAll, no callers", Kind.LIMIT),
  MAILER("mailer", Kind.LIBRARY),
  /** One session of this library for each message, lent in the order of asking. */
  POOL("pool of sessions", Kind.LIBRARY),
  /** A connection for each message. */
  CLIENT("client", Kind.LIBRARY),
  /** Angus Mail's transports, lent in the order of asking. */
  ANGUS_POOL("pool of Angus transports", Kind.PEER);

  /** What one connection of the mailer sends together at most, which is its default. */
  public static final int WINDOW = 20;

  private final String label;
  private final Kind kind;

  Way(String label, Kind kind) {
    this.label = label;
    this.kind = kind;
  }

  public String label() {
    return label;
  }

  public Kind kind() {
    return kind;
  }

  /** Opens what the callers share. */
  Party open(Crowd crowd, InetSocketAddress server, Letter small, Letter large)
      throws SmtpException {
    ServerClient client = client(server);
    return switch (this) {
      case STREAMS -> new Streams(crowd.connections(), client, small);
      case MAILER -> new Callers(crowd, mailer(crowd, client), small, large);
      case POOL -> new Callers(crowd, Pool.ofSessions(crowd.connections(), client), small, large);
      case CLIENT -> new Callers(crowd, each(client), small, large);
      case ANGUS_POOL ->
          new Callers(crowd, Pool.ofTransports(crowd.connections(), server), small, large);
    };
  }

  private static ServerClient client(InetSocketAddress server) {
    return SmtpClient.builder(server.getHostString(), server.getPort()).tls(TlsMode.NONE).build();
  }

  private static SharedSender mailer(Crowd crowd, ServerClient client) {
    Mailer mailer =
        Mailer.builder(client)
            .connections(crowd.connections())
            .messagesPerConnection(Integer.MAX_VALUE)
            .window(WINDOW)
            .capacity(Math.max(1000, crowd.callers()))
            .build();
    return new SharedSender() {
      @Override
      public void send(Letter letter) throws Exception {
        mailer.send(letter.mail());
      }

      @Override
      public void close() {
        mailer.close();
      }
    };
  }

  private static SharedSender each(ServerClient client) {
    return new SharedSender() {
      @Override
      public void send(Letter letter) throws Exception {
        client.send(letter.mail());
      }

      @Override
      public void close() {
        // It holds no connection.
      }
    };
  }
}
