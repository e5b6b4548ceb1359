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
  private final ServerConnection connection;
  private final ClientCheck client;
  private final Recorder recorder;
  private final Delivery delivery;
  private final Supplier<TlsSettings> tls;
  private final ScramPlayer scram;
  private final Progress progress;
  private int next;
  private long sent;
  private Duration trickle = Duration.ZERO;

  DialoguePlayer(
      Dialogue dialogue,
      ServerConnection connection,
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

  /** Returns the index of the step that is being played, or that was played last. */
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

  /** Does what remains to be done once the dialogue counts as played. */
  void linger() throws IOException, InterruptedException {
    if (steps.getLast() == Act.STOP_READING) {
      progress.pause(FOREVER);
    } else if (!steps.getLast().last()) {
      connection.readToEnd();
    }
  }

  /**
   * Takes the text of following steps as well, so that only the delivery decides how it is split.
   */
  private String followingText() {
    var bytes = new StringBuilder();
    while (next < steps.size() && steps.get(next) instanceof Step.Send(String more)) {
      bytes.append(more);
      next++;
    }
    return bytes.toString();
  }

  /**
   * Sends text. Whether a write fails after the client has closed the connection depends on timing,
   * so a failure is not a deviation; that the client's next command is missing is one.
   */
  private void send(String text) throws InterruptedException {
    recorder.answered();
    byte[] bytes = Escapes.bytes(text);
    try {
      if (trickle.isZero()) {
        deliver(bytes);
      } else {
        trickle(bytes);
      }
    } catch (IOException clientGone) {
      // Not a deviation: see above.
    }
    sent += bytes.length;
  }

  private void deliver(byte[] bytes) throws IOException {
    Iterator<byte[]> writes = delivery.writes(bytes, sent).iterator();
    while (writes.hasNext()) {
      connection.write(writes.next());
      if (writes.hasNext()) {
        LockSupport.parkNanos(BETWEEN_WRITES_NANOS);
      }
    }
  }

  private void trickle(byte[] bytes) throws IOException, InterruptedException {
    for (byte value : bytes) {
      progress.pause(trickle);
      connection.write(new byte[] {value});
    }
  }

  private void endStream() {
    try {
      connection.shutdownOutput();
    } catch (IOException clientGone) {
      // As when sending text.
    }
  }

  private void perform(Step step) throws Deviation, IOException, InterruptedException {
    switch (step) {
      case Step.Send(String bytes) -> send(bytes + followingText());
      case Step.Expect expected -> client.sendsLine(expected);
      case Step.Data(String content) -> client.sendsData(content);
      case Step.Bdat(String arguments, String content) -> client.sendsChunk(arguments, content);
      case Step.Read(int count) -> connection.read(count);
      case Step.Trickle(Duration interval) -> trickle = interval;
      case Step.Pause(Duration duration) -> progress.pause(duration);
      case Step.Mark(String name) -> progress.mark(name);
      case Step.Wait(String name) -> {
        progress.mark(name);
        progress.awaitRelease(name);
      }
      case Step.EndlessReply(String code) -> sendForever(code + "-and so on\r\n");
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
      case SERVER_FIRST -> send(scram.serverFirst(text) + followingText());
      case CLIENT_FINAL -> scram.clientFinal();
      case SERVER_FINAL -> send(scram.serverFinal(text) + followingText());
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
      case ENDLESS_LINE -> sendForever("x");
      case EOF -> client.sendsNothing();
    }
  }

  private void expectRefusal() throws Deviation {
    try {
      connection.startTls(tls.get());
      client.sendsNothing();
    } catch (IOException refused) {
      // The client aborted the handshake, as it should.
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

  private void answerClientHello(byte[] bytes) throws Deviation, IOException {
    connection.readClientHello();
    connection.writeBelowTls(bytes);
    connection.closeWithoutNotify();
  }

  private void sendForever(String bytes) {
    recorder.answered();
    byte[] block = Escapes.bytes(bytes.repeat(ENDLESS_BLOCK / bytes.length()));
    try {
      while (true) {
        connection.write(block);
      }
    } catch (IOException clientGone) {
      // This ends the step.
    }
  }

  private void readUntilClientIsGone() {
    try {
      connection.readToEnd();
    } catch (IOException clientGone) {
      // A reset ends the stream as well.
    }
  }
}
