package smtp.bench.send;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Four sinks, for SMTP and LMTP, each with DATA and with CHUNKING, and proxies that delay them, in
 * a separate process, so that their cost is not the client's. Ends when its standard input ends.
 */
public final class SinkProcess implements AutoCloseable {

  public static final Duration ROUND_TRIP = Duration.ofMillis(50);

  private static final int SINKS = 4;

  private final Process process;
  private final List<InetSocketAddress> addresses = new ArrayList<>();

  private SinkProcess(Process process) {
    this.process = process;
  }

  /**
   * Runs the process.
   *
   * @param args the addresses of up to four existing sinks, {@code host:port} each: with DATA, with
   *     CHUNKING, the same for LMTP; missing ones are started
   */
  public static void main(String[] args) throws IOException {
    List<InetSocketAddress> sinks = new ArrayList<>();
    for (int i = 0; i < SINKS; i++) {
      sinks.add(i < args.length ? address(args[i]) : Sink.start(i % 2 == 1, i >= 2).address());
    }
    sinks.forEach(SinkProcess::print);
    for (InetSocketAddress sink : sinks) {
      print(DelayProxy.start(sink, ROUND_TRIP).address());
    }
    while (System.in.read() >= 0) {
      // The parent process continues.
    }
  }

  private static void print(InetSocketAddress address) {
    System.out.println(address.getHostString() + ":" + address.getPort());
  }

  private static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    return new InetSocketAddress(
        text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
  }

  /** Starts the process, with arguments as {@link #main} has them. */
  public static SinkProcess start(List<String> given) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(SinkProcess.class.getName());
    command.addAll(given);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    SinkProcess sinks = new SinkProcess(process);
    sinks.readAddresses();
    return sinks;
  }

  private void readAddresses() throws IOException {
    var lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    for (int i = 0; i < 2 * SINKS; i++) {
      String line = lines.readLine();
      if (line == null) {
        throw new IOException("The process of the sinks has ended");
      }
      addresses.add(address(line));
    }
  }

  long pid() {
    return process.pid();
  }

  /** Returns the address for a scenario. */
  public InetSocketAddress address(Scenario scenario) {
    int sink = (scenario.lmtp() ? 2 : 0) + (scenario.chunking() ? 1 : 0);
    return addresses.get(scenario.far() ? SINKS + sink : sink);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
