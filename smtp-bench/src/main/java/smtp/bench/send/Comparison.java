package smtp.bench.send;

import static smtp.bench.send.SinkProcess.ROUND_TRIP;

import java.util.ArrayList;
import java.util.List;

/**
 * Measures contenders in turns, round by round, so that other load on the machine affects all of
 * them alike.
 */
final class Comparison {

  private final SinkProcess sinks;
  private final Effort effort;

  Comparison(SinkProcess sinks, Effort effort) {
    this.sinks = sinks;
    this.effort = effort;
  }

  /** Measures these entries together. */
  List<Measurement> run(List<Entry> entries) throws Exception {
    boolean pinned = entries.stream().allMatch(entry -> entry.scenario().pinned());
    List<Team> teams = new ArrayList<>();
    try {
      for (Entry entry : entries) {
        teams.add(Team.open(entry, sinks.address(entry.scenario())));
      }
      // Not pinned yet: compilation should neither delay the rounds nor be measured.
      warmUp(teams);
      pin(pinned);
      compete(teams);
      countRoundTrips(teams);
      countWrites(teams);
    } finally {
      unpin();
      for (Team team : teams) {
        team.close();
      }
    }
    return teams.stream().map(Team::outcome).toList();
  }

  private void pin(boolean pinned) {
    if (pinned) {
      Affinity.pin(ProcessHandle.current().pid());
      Affinity.pin(sinks.pid());
    }
  }

  private void unpin() {
    Affinity.unpin(ProcessHandle.current().pid());
    Affinity.unpin(sinks.pid());
  }

  private void warmUp(List<Team> teams) throws Exception {
    for (int i = 0; i < effort.warmUps(); i++) {
      for (Team team : teams) {
        team.send(effort.warmUp(team.outcome().scenario()));
      }
    }
  }

  private void compete(List<Team> teams) throws Exception {
    for (int i = 0; i < effort.rounds(); i++) {
      for (Team team : teams) {
        team.reconnect();
        team.outcome().add(team.send(effort.round()));
      }
    }
  }

  private void countRoundTrips(List<Team> teams) throws Exception {
    for (Team team : teams) {
      Scenario scenario = team.outcome().scenario();
      if (team.isOne() && scenario.far()) {
        team.outcome().roundTrips(roundTrips(team.outcome().contender(), scenario));
      }
    }
  }

  /** Counts round trips on a separate connection, after a first message. */
  private double roundTrips(Contender contender, Scenario scenario) throws Exception {
    Workload work = Workload.of(scenario);
    try (DelayProxy proxy = DelayProxy.start(sinks.address(scenario.near()), ROUND_TRIP);
        Sender sender = contender.open(proxy.address(), work)) {
      sender.send(Quota.of(1));
      long before = proxy.roundTrips();
      Quota quota = Quota.until(System.nanoTime() + effort.counting().toNanos());
      sender.send(quota);
      return (double) (proxy.roundTrips() - before) / quota.taken();
    }
  }

  private void countWrites(List<Team> teams) throws Exception {
    for (Team team : teams) {
      Scenario scenario = team.outcome().scenario();
      if (team.isOne() && !scenario.far()) {
        team.outcome().writes(team.countWrites(effort.counted(scenario)));
      }
    }
  }
}
