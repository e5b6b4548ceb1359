package smtp.bench.send;

import java.net.InetSocketAddress;

/** A client and its way to send. */
public enum Contender {
  SEND("send", Kind.LIBRARY, Server.ANY),
  SEND_ALL("sendAll", Kind.LIBRARY, Server.ANY),
  LIMIT1("limit1", Kind.LIMIT, Server.DATA),
  LIMIT2("limit2", Kind.LIMIT, Server.DATA),
  LIMIT2S("limit2s", Kind.LIMIT, Server.DATA),
  LIMITB("limitb", Kind.LIMIT, Server.CHUNKING),
  LIMITBS("limitbs", Kind.LIMIT, Server.CHUNKING),
  ANGUS("angus", Kind.PEER, Server.DATA),
  ANGUS_NO_DELAY("angus-nd", Kind.PEER, Server.DATA),
  ANGUS_BDAT("angus-bdat", Kind.PEER, Server.CHUNKING),
  ANGUS_BDAT_NO_DELAY("angus-bdat-nd", Kind.PEER, Server.CHUNKING),
  COMMONS("commons", Kind.PEER, Server.DATA),
  COMMONS_NO_DELAY("commons-nd", Kind.PEER, Server.DATA);

  /** Whose client it is. */
  public enum Kind {
    LIBRARY,
    LIMIT,
    PEER
  }

  private enum Server {
    DATA,
    CHUNKING,
    ANY
  }

  private final String label;
  private final Kind kind;
  private final Server server;

  Contender(String label, Kind kind, Server server) {
    this.label = label;
    this.kind = kind;
    this.server = server;
  }

  public String label() {
    return label;
  }

  public Kind kind() {
    return kind;
  }

  /** Returns whether it can take part in a scenario. */
  boolean fits(Scenario scenario) {
    boolean speaks = kind != Kind.PEER || !scenario.lmtp();
    return speaks && (server == Server.ANY || (server == Server.CHUNKING) == scenario.chunking());
  }

  /** Opens a connection that is ready to send. */
  Sender open(InetSocketAddress address, Workload work) throws Exception {
    return switch (this) {
      case SEND, SEND_ALL -> new LibraryClient(this == SEND_ALL, address, work);
      case ANGUS, ANGUS_NO_DELAY -> new AngusClient(this == ANGUS_NO_DELAY, false, address, work);
      case ANGUS_BDAT, ANGUS_BDAT_NO_DELAY ->
          new AngusClient(this == ANGUS_BDAT_NO_DELAY, true, address, work);
      case COMMONS, COMMONS_NO_DELAY -> new CommonsClient(this == COMMONS_NO_DELAY, address, work);
      case LIMIT1, LIMIT2, LIMIT2S, LIMITB, LIMITBS ->
          new LimitClient(LimitClient.Way.valueOf(name()), address, work);
    };
  }
}
