package smtp.bench.report;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import smtp.bench.Arrival;
import smtp.bench.Contents;
import smtp.bench.DataEncoderBenchmark;
import smtp.bench.Replies;
import smtp.bench.ReplyParserBenchmark;
import smtp.bench.Supply;
import smtp.bench.send.Effort;

/** Runs the benchmarks of codecs with JMH and provides their figures. */
final class Micro {

  private final List<RunResult> results = new ArrayList<>();

  private Micro() {}

  /** Runs them, which takes about five minutes. */
  static Micro run(Effort effort, PrintStream progress) throws RunnerException {
    Micro micro = new Micro();
    for (Contents content : Contents.values()) {
      progress.println("DataEncoder, " + content);
      micro.run(options(effort, DataEncoderBenchmark.class).param("content", content.name()));
    }
    for (Replies replies : Replies.values()) {
      progress.println("ReplyParser, " + replies);
      // Before the code is fully compiled, a reply takes several times as long.
      micro.run(
          options(effort, ReplyParserBenchmark.class)
              .warmupTime(TimeValue.seconds(1))
              .param("replies", replies.name()));
    }
    return micro;
  }

  private static ChainedOptionsBuilder options(Effort effort, Class<?> benchmark) {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(benchmark.getName() + "\\.")
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    return switch (effort) {
      case ONCE ->
          options.mode(Mode.SingleShotTime).forks(0).warmupIterations(0).measurementIterations(1);
      case SHORT, FULL, GLANCE -> timed(options);
    };
  }

  private static ChainedOptionsBuilder timed(ChainedOptionsBuilder options) {
    TimeValue time = TimeValue.milliseconds(200);
    return options
        .forks(1)
        .warmupIterations(5)
        .warmupTime(time)
        .measurementIterations(3)
        .measurementTime(time)
        .jvmArgsAppend(quiet());
  }

  /** JMH uses features of which newer JDKs warn, in each fork. */
  private static String[] quiet() {
    return Runtime.version().feature() < 23
        ? new String[0]
        : new String[] {"--sun-misc-unsafe-memory-access=allow"};
  }

  private void run(ChainedOptionsBuilder options) throws RunnerException {
    Collection<RunResult> run = new Runner(options.build()).run();
    results.addAll(run);
  }

  /** Writes all results as JMH does. */
  void write(Path json) {
    ResultFormatFactory.getInstance(ResultFormatType.JSON, json.toString()).writeOut(results);
  }

  /** Returns the speed of an encoder in GB/s. */
  double encoder(String name, Contents content, Supply supply) {
    return find(DataEncoderBenchmark.class, name, "content", content, "supply", supply);
  }

  /** Returns the time of a parser in nanoseconds. */
  double parser(String name, Replies replies, Arrival arrival) {
    return find(ReplyParserBenchmark.class, name, "replies", replies, "arrival", arrival);
  }

  private double find(
      Class<?> benchmark, String name, String key, Enum<?> value, String key2, Enum<?> value2) {
    return results.stream()
        .filter(
            result -> result.getParams().getBenchmark().equals(benchmark.getName() + "." + name))
        .filter(result -> result.getParams().getParam(key).equals(value.name()))
        .filter(result -> result.getParams().getParam(key2).equals(value2.name()))
        .findFirst()
        .orElseThrow()
        .getPrimaryResult()
        .getScore();
  }
}
