package smtp.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import smtp.testkit.Step.Act;

/** Plays the steps of one dialogue on one connection. */
final class DialoguePlayer {
  private static final long BETWEEN_WRITES_NANOS = 20_000;
  private static final Duration FOREVER = Duration.ofDays(365);
  private static final int ENDLESS_BLOCK = 65_536;
  private static final byte ALERT_RECORD = 21;
  private static final byte FATAL = 2;
  private static final byte[] NOT_TLS = Escapes.bytes("HTTP/1.1 400 Bad Request\r\n\r\n");

  private final List<Step> steps;
  private final Connection connection;
  private final ClientCheck client;
  private final Recorder recorder;
  private final Delivery delivery;
  private final Supplier<TlsSettings> tls;
  private final ScramPlayer scram;
  private final Progress progress;
  private int next;
  private long said;
  private Duration trickle = Duration.ZERO;

  DialoguePlayer(
      Dialogue dialogue,
      Connection connection,
      Recorder recorder,
      Delivery delivery,
      Supplier<TlsSettings> tls,
      Progress progress) {
    this.steps = dialogue.steps();
    this.connection = connection;
    this.client = new ClientCheck(connection, recorder);
    this.recorder = recorder;
    this.delivery = delivery;
    this.tls = tls;
    this.scram = new ScramPlayer(client::readCommand, connection::tlsSession);
    this.progress = progress;
  }

  /** The index of the step that is being played, or that was played last. */
  int current() {
    return Math.max(next - 1, 0);
  }

  /** Plays to the end of the dialogue. */
  void play() throws Deviation, IOException, InterruptedException {
    while (next < steps.size()) {
      perform(steps.get(next++));
    }
    if (!steps.getLast().last()) {
      endStream();
    }
  }

  /** What is left to do once the dialogue counts as played. */
  void linger() throws IOException, InterruptedException {
    if (steps.getLast() == Act.STOP_READING) {
      progress.pause(FOREVER);
    } else if (!steps.getLast().last()) {
      connection.readToEnd();
    }
  }

  /** What the server says in one go, so that the delivery alone decides how it is cut. */
  private String followingSays() {
    var octets = new StringBuilder();
    while (next < steps.size() && steps.get(next) instanceof Step.Say(String more)) {
      octets.append(more);
      next++;
    }
    return octets.toString();
  }

  /**
   * Whether a write to a client that is gone fails depends on the moment, so that is no deviation:
   * the next thing that the client should have said is.
   */
  private void say(String octets) throws InterruptedException {
    recorder.answered();
    byte[] bytes = Escapes.bytes(octets);
    try {
      if (trickle.isZero()) {
        deliver(bytes);
      } else {
        trickle(bytes);
      }
    } catch (IOException clientGone) {
      // See above.
    }
    said += bytes.length;
  }

  private void deliver(byte[] octets) throws IOException {
    Iterator<byte[]> writes = delivery.writes(octets, said).iterator();
    while (writes.hasNext()) {
      connection.write(writes.next());
      if (writes.hasNext()) {
        LockSupport.parkNanos(BETWEEN_WRITES_NANOS);
      }
    }
  }

  private void trickle(byte[] octets) throws IOException, InterruptedException {
    for (byte octet : octets) {
      progress.pause(trickle);
      connection.write(new byte[] {octet});
    }
  }

  private void endStream() {
    try {
      connection.shutdownOutput();
    } catch (IOException clientGone) {
      // As when it says something.
    }
  }

  private void perform(Step step) throws Deviation, IOException, InterruptedException {
    switch (step) {
      case Step.Say(String octets) -> say(octets + followingSays());
      case Step.Expect expected -> client.sendsLine(expected);
      case Step.Data(String content) -> client.sendsData(content);
      case Step.Bdat(String arguments, String content) -> client.sendsChunk(arguments, content);
      case Step.Read(int octets) -> connection.read(octets);
      case Step.Trickle(Duration interval) -> trickle = interval;
      case Step.Pause(Duration duration) -> progress.pause(duration);
      case Step.Mark(String name) -> progress.mark(name);
      case Step.Wait(String name) -> {
        progress.mark(name);
        progress.awaitRelease(name);
      }
      case Step.EndlessReply(String code) -> sayForever(code + "-and so on\r\n");
      case Step.TlsAlert(int description) -> alert((byte) description);
      case Step.Scram(Step.ScramMessage message, String argument) -> perform(message, argument);
      case Act act -> perform(act);
    }
  }

  private void perform(Step.ScramMessage message, String argument)
      throws Deviation, IOException, InterruptedException {
    String text = new String(Escapes.bytes(argument), UTF_8);
    switch (message) {
      case CLIENT_FIRST -> scram.clientFirst(text);
      case SERVER_FIRST -> say(scram.serverFirst(text) + followingSays());
      case CLIENT_FINAL -> scram.clientFinal();
      case SERVER_FINAL -> say(scram.serverFinal(text) + followingSays());
    }
  }

  private void perform(Act act) throws Deviation, IOException, InterruptedException {
    switch (act) {
      case TLS -> connection.startTls(tls.get());
      case TLS_REFUSED -> expectRefusal();
      case TLS_GARBAGE -> garbage();
      case CLOSE -> connection.close();
      case CLOSE_WITHOUT_NOTIFY -> connection.closeWithoutNotify();
      case RESET -> connection.reset();
      case STALL -> readUntilClientIsGone();
      case STOP_READING -> {}
      case ENDLESS_LINE -> sayForever("x");
      case EOF -> client.sendsNothing();
    }
  }

  private void expectRefusal() throws Deviation {
    try {
      connection.startTls(tls.get());
      client.sendsNothing();
    } catch (IOException refused) {
      // The handshake was broken off, as it should be.
    }
  }

  private void garbage() throws Deviation, IOException {
    if (connection.isSecure()) {
      connection.writeBrokenRecord();
      connection.closeWithoutNotify();
    } else {
      answerClientHello(NOT_TLS);
    }
  }

  private void alert(byte description) throws Deviation, IOException {
    if (connection.isSecure()) {
      connection.alert();
    } else {
      answerClientHello(new byte[] {ALERT_RECORD, 3, 3, 0, 2, FATAL, description});
    }
  }

  private void answerClientHello(byte[] octets) throws Deviation, IOException {
    connection.readClientHello();
    connection.writeBelowTls(octets);
    connection.closeWithoutNotify();
  }

  private void sayForever(String octets) {
    recorder.answered();
    byte[] block = Escapes.bytes(octets.repeat(ENDLESS_BLOCK / octets.length()));
    try {
      while (true) {
        connection.write(block);
      }
    } catch (IOException clientGone) {
      // That is what ends it.
    }
  }

  private void readUntilClientIsGone() {
    try {
      connection.readToEnd();
    } catch (IOException clientGone) {
      // A reset is as good as an end.
    }
  }
}
