package smtp.bench.crowd;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import smtp.bench.send.Effort;
import smtp.bench.send.Scenario;
import smtp.bench.send.SinkProcess;

/** Measures ways to send of many callers, in turns. */
public final class ManyCallers {

  /** Connections whose rate is a goal. */
  public static final List<Integer> CONNECTIONS = List.of(1, 2, 4, 16);

  private static final Scenario NEAR = Scenario.of(Scenario.KIB);
  private static final Scenario FAR = NEAR.farAway();

  private final SinkProcess sinks;
  private final Effort effort;
  private final PrintStream progress;
  private final List<CrowdMeasurement> measured = new ArrayList<>();
  private final Letter small = Letter.of(Scenario.KIB);
  private final Letter large = Letter.of(Crowd.LARGE);

  private ManyCallers(SinkProcess sinks, Effort effort, PrintStream progress) throws Exception {
    this.sinks = sinks;
    this.effort = effort;
    this.progress = progress;
  }

  /** Returns so many callers that no connection ever waits for one. */
  public static Crowd saturating(int connections, boolean chunking) {
    int together = chunking ? 2 * Way.WINDOW : 4;
    return Crowd.of(connections * together, connections, chunking ? FAR.byChunking() : FAR);
  }

  /** Returns some request threads of an application. */
  public static Crowd requests(boolean chunking) {
    return Crowd.of(64, 4, chunking ? FAR.byChunking() : FAR);
  }

  /** Returns callers who send now and then. */
  public static Crowd now() {
    return Crowd.of(4, 4, FAR.byChunking()).perSecond(10);
  }

  /** Returns callers near the server. */
  public static Crowd near() {
    return Crowd.of(64, 2, NEAR.byChunking());
  }

  /** Returns callers with small messages beside some with large ones. */
  public static Crowd beside() {
    return Crowd.of(18, 2, FAR.byChunking()).largeCallers(2);
  }

  /** Returns more callers than any pool of platform threads has. */
  public static Crowd tenThousand() {
    return Crowd.of(10_000, 2, NEAR.byChunking());
  }

  /**
   * Measures.
   *
   * @param given the sinks to send to, as {@link SinkProcess#start} takes them
   */
  public static List<CrowdMeasurement> run(Effort effort, List<String> given, PrintStream progress)
      throws Exception {
    try (SinkProcess sinks = SinkProcess.start(given)) {
      ManyCallers all = new ManyCallers(sinks, effort, progress);
      for (int connections : CONNECTIONS) {
        all.measure(saturating(connections, true), Way.MAILER);
        all.measure(saturating(connections, false), Way.MAILER);
      }
      all.measure(requests(true), Way.MAILER, Way.POOL, Way.CLIENT, Way.ANGUS_POOL);
      all.measure(requests(false), Way.MAILER, Way.POOL, Way.CLIENT, Way.ANGUS_POOL);
      all.measure(now(), Way.MAILER, Way.POOL, Way.ANGUS_POOL);
      all.measure(near(), Way.STREAMS, Way.MAILER, Way.POOL, Way.ANGUS_POOL);
      all.measure(beside(), Way.MAILER, Way.POOL);
      all.measure(tenThousand(), Way.MAILER);
      return all.measured;
    }
  }

  /** Those who take turns. */
  private record Turns(Way way, Party party, List<CrowdRound> rounds) {}

  private void measure(Crowd crowd, Way... ways) throws Exception {
    progress.println(crowd);
    List<Turns> all = new ArrayList<>();
    try {
      for (Way way : ways) {
        Party party = way.open(crowd, sinks.address(crowd.server()), small, large);
        all.add(new Turns(way, party, new ArrayList<>()));
        party.run(effort.warmUp(crowd.server()));
      }
      for (int i = 0; i < effort.rounds(); i++) {
        for (Turns one : all) {
          one.rounds().add(one.party().run(length(crowd)));
        }
      }
    } finally {
      for (Turns one : all) {
        one.party().close();
      }
    }
    all.forEach(one -> note(new CrowdMeasurement(crowd, one.way(), one.rounds())));
  }

  /** A distant server needs many round trips in a turn, so that its ends do not count. */
  private Duration length(Crowd crowd) {
    return crowd.server().far() ? effort.round().multipliedBy(7) : effort.round();
  }

  private void note(CrowdMeasurement one) {
    measured.add(one);
    progress.println(
        String.format(
            Locale.ROOT,
            "    %-26s %10.1f messages/s %8.1f us CPU %8.0f B%s%s",
            one.way().label(),
            one.perSecond(),
            one.cpuMicros(),
            one.allocated(),
            text(" %8.1f ms", one.medianMillis()),
            text(" %8.1f ms p99", one.p99Millis())));
  }

  private static String text(String format, OptionalDouble figure) {
    return figure.isPresent() ? String.format(Locale.ROOT, format, figure.getAsDouble()) : "";
  }
}
