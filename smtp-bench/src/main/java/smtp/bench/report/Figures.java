package smtp.bench.report;

import static smtp.bench.send.Contender.ANGUS_NO_DELAY;
import static smtp.bench.send.Contender.LIMIT1;
import static smtp.bench.send.Contender.LIMIT2;
import static smtp.bench.send.Contender.LIMIT2S;
import static smtp.bench.send.Contender.LIMITB;
import static smtp.bench.send.Contender.SEND;
import static smtp.bench.send.Contender.SEND_ALL;
import static smtp.bench.send.Scenario.KIB;
import static smtp.bench.send.Scenario.MIB;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import smtp.bench.Arrival;
import smtp.bench.Contents;
import smtp.bench.Replies;
import smtp.bench.Supply;
import smtp.bench.send.Contender;
import smtp.bench.send.Measurement;
import smtp.bench.send.Scenario;

/** The figures that the library should reach, computed from the measurements. */
final class Figures {

  private static final Scenario SMALL = Scenario.of(KIB);
  private static final Scenario USUAL = Scenario.of(50 * KIB);
  private static final Scenario LARGE = Scenario.of(MIB);
  private static final Scenario HUGE = Scenario.of(20 * MIB);

  private final List<Measurement> outcomes;
  private final Micro micro;
  private final List<Figure> figures = new ArrayList<>();

  private Figures(List<Measurement> outcomes, Micro micro) {
    this.outcomes = outcomes;
    this.micro = micro;
  }

  static List<Figure> of(List<Measurement> outcomes, Micro micro) {
    Figures all = new Figures(outcomes, micro);
    all.roundTrips();
    all.roundTripsByLmtp();
    all.rates();
    all.processorTime();
    all.allocation();
    all.writes();
    all.encoder();
    all.parser();
    all.connections();
    return all.figures;
  }

  private Measurement find(Scenario scenario, Contender contender) {
    return outcomes.stream()
        .filter(o -> o.contender() == contender && o.scenario().equals(scenario))
        .findFirst()
        .orElseThrow();
  }

  private void roundTrips() {
    for (int recipients : new int[] {1, 50, 100}) {
      Scenario data = SMALL.recipients(recipients).farAway();
      Scenario chunking = data.byChunking();
      roundTrips(2.05, SEND, data);
      roundTrips(1.05, SEND, chunking);
      roundTrips(1.05, SEND_ALL, data);
      roundTrips(0.10, SEND_ALL, chunking);
    }
    Scenario fifty = SMALL.recipients(50).farAway();
    figures.add(
        Figure.forComparison(
            "Round trips per message: " + name(ANGUS_NO_DELAY, fifty),
            trips(ANGUS_NO_DELAY, fifty)));
  }

  /** With several recipients nothing is sent right after a content, which has a reply for each. */
  private void roundTripsByLmtp() {
    for (int recipients : new int[] {1, 3}) {
      Scenario data = SMALL.recipients(recipients).farAway().byLmtp();
      boolean one = recipients == 1;
      roundTrips(2.05, SEND, data);
      roundTrips(1.05, SEND, data.byChunking());
      roundTrips(one ? 1.05 : 2.05, SEND_ALL, data);
      roundTrips(one ? 0.10 : 1.05, SEND_ALL, data.byChunking());
    }
  }

  private void roundTrips(double most, Contender contender, Scenario scenario) {
    figures.add(
        Figure.atMost(
            most,
            "Round trips per message: " + name(contender, scenario),
            trips(contender, scenario)));
  }

  private double trips(Contender contender, Scenario scenario) {
    return find(scenario, contender).roundTrips().orElseThrow();
  }

  private static String name(Contender contender, Scenario scenario) {
    return contender.label() + ", " + scenario;
  }

  private void rates() {
    figures.add(Figure.atLeast(0.8, rateOf(SMALL, SEND, LIMIT2), rate(SMALL, SEND, LIMIT2)));
    figures.add(
        Figure.atLeast(0.8, rateOf(SMALL, SEND_ALL, LIMIT1), rate(SMALL, SEND_ALL, LIMIT1)));
    compareRate(SMALL, ANGUS_NO_DELAY, LIMIT2);
    figures.add(Figure.atLeast(0.9, rateOf(USUAL, SEND, LIMIT2S), rate(USUAL, SEND, LIMIT2S)));
    compareRate(USUAL, ANGUS_NO_DELAY, LIMIT2S);
  }

  private void compareRate(Scenario scenario, Contender contender, Contender reference) {
    figures.add(
        Figure.forComparison(
            rateOf(scenario, contender, reference), rate(scenario, contender, reference)));
  }

  private static String rateOf(Scenario scenario, Contender contender, Contender reference) {
    return "Messages per second: %s to %s, %s, one processor"
        .formatted(contender.label(), reference.label(), scenario);
  }

  private double rate(Scenario scenario, Contender contender, Contender reference) {
    return find(scenario, contender).rateRatio(find(scenario, reference));
  }

  private void processorTime() {
    processorTime(1.2, LARGE, LIMIT2S);
    processorTime(1.2, HUGE, LIMIT2S);
    figures.add(
        Figure.between(
            17,
            23,
            "Processor time: send, 20 MiB to 1 MiB, DATA",
            find(HUGE, SEND).cpuRatio(find(LARGE, SEND))));
    processorTime(1.1, LARGE.byChunking(), LIMITB);
    processorTime(1.2, LARGE.byLmtp(), LIMIT2S);
    processorTime(1.2, HUGE.byLmtp(), LIMIT2S);
    processorTime(1.1, LARGE.byLmtp().byChunking(), LIMITB);
  }

  private void processorTime(double most, Scenario scenario, Contender reference) {
    figures.add(
        Figure.atMost(
            most,
            "Processor time: send to %s, %s".formatted(reference.label(), scenario),
            find(scenario, SEND).cpuRatio(find(scenario, reference))));
  }

  private void allocation() {
    for (Scenario scenario : List.of(SMALL, SMALL.byChunking())) {
      for (Contender contender : List.of(SEND, SEND_ALL)) {
        figures.add(
            Figure.atMost(
                512,
                "Bytes allocated per message: " + name(contender, scenario),
                find(scenario, contender).allocated()));
      }
    }
    figures.add(
        Figure.forComparison(
            "Bytes allocated per message: " + name(ANGUS_NO_DELAY, SMALL),
            find(SMALL, ANGUS_NO_DELAY).allocated()));
  }

  private void writes() {
    writes(2, SEND, SMALL);
    writes(2, SEND, USUAL);
    writes(1.05, SEND_ALL, SMALL);
    writes(1.05, SEND_ALL, USUAL);
    writes(1, SEND, SMALL.byChunking());
  }

  private void writes(double most, Contender contender, Scenario scenario) {
    figures.add(
        Figure.atMost(
            most,
            "Writes per message: " + name(contender, scenario),
            find(scenario, contender).writes().orElseThrow()));
  }

  private void encoder() {
    encoder(1 / 12.0, Contents.CRLF_DOTS);
    encoder(1 / 7.0, Contents.CLEAN_CRLF);
    encoder(3 / 41.0, Contents.LF_DOTS);
    figures.add(
        Figure.atLeast(
            1, "DataEncoder, GB/s: the lowest of all contents", least(content -> ours(content))));
    figures.add(
        Figure.atLeast(
            9,
            "DataEncoder: to Angus Mail, the lowest of the three",
            Arrays.asList(Contents.CRLF_DOTS, Contents.CLEAN_CRLF, Contents.LF_DOTS).stream()
                .mapToDouble(content -> ours(content) / encoder("angusMail", content))
                .min()
                .orElseThrow()));
  }

  private void encoder(double least, Contents content) {
    double copy = encoder("arrayCopy", content);
    figures.add(
        Figure.atLeast(
            least,
            "DataEncoder, %s: to arraycopy (%s and %s GB/s)"
                .formatted(content, Numbers.text(ours(content)), Numbers.text(copy)),
            ours(content) / copy));
  }

  private static double least(ToDoubleFunction<Contents> figure) {
    return Arrays.stream(Contents.values()).mapToDouble(figure).min().orElseThrow();
  }

  private double ours(Contents content) {
    return encoder("dataEncoder", content);
  }

  private double encoder(String name, Contents content) {
    return micro.encoder(name, content, Supply.ARRAY);
  }

  private void parser() {
    parser(1 / 4.0, Replies.ONE_LINE);
    parser(1 / 4.0, Replies.ONE_NEW_LINE);
    parser(1 / 5.0, Replies.EHLO_OF_12_LINES);
    for (Replies replies : Replies.values()) {
      figures.add(
          Figure.atMost(
              2,
              "ReplyParser, %s: time, split to whole".formatted(replies),
              parser("replyParser", replies, Arrival.SPLIT)
                  / parser("replyParser", replies, Arrival.WHOLE)));
    }
  }

  private void parser(double most, Replies replies) {
    double ours = parser("replyParser", replies, Arrival.WHOLE);
    double angusMail = parser("angusMail", replies, Arrival.WHOLE);
    figures.add(
        Figure.atMost(
            most,
            "ReplyParser, %s: time, to Angus Mail (%s and %s ns)"
                .formatted(replies, Numbers.text(ours), Numbers.text(angusMail)),
            ours / angusMail));
  }

  private double parser(String name, Replies replies, Arrival arrival) {
    return micro.parser(name, replies, arrival);
  }

  private void connections() {
    Scenario hundred = SMALL.connections(100);
    Scenario thousand = SMALL.connections(1000);
    for (Contender contender : List.of(SEND, SEND_ALL)) {
      figures.add(
          Figure.atLeast(
              0.9,
              "Messages per second: %s, 1,000 connections to 100".formatted(contender.label()),
              find(thousand, contender).rateRatio(find(hundred, contender))));
    }
  }
}
