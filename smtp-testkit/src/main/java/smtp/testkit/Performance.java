package smtp.testkit;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.function.Supplier;

/** One dialogue played for one client, and what became of it. */
final class Performance implements Runnable {
  private final int number;
  private final Dialogue dialogue;
  private final Recorder recorder;
  private final Connection connection;
  private final DialoguePlayer player;
  private final Progress progress;
  private volatile boolean completed;

  Performance(
      int number,
      Dialogue dialogue,
      SocketChannel channel,
      Recorder recorder,
      Delivery delivery,
      Supplier<TlsSettings> tls,
      Progress progress)
      throws IOException {
    this.number = number;
    this.dialogue = dialogue;
    this.recorder = recorder;
    this.connection = new Connection(channel, recorder);
    this.player = new DialoguePlayer(dialogue, connection, recorder, delivery, tls, progress);
    this.progress = progress;
  }

  @Override
  public void run() {
    try {
      play();
    } finally {
      close();
    }
  }

  private void play() {
    try {
      player.play();
      complete();
      player.linger();
    } catch (Deviation e) {
      deviated(e.received());
    } catch (ClientGoneException e) {
      String octets = e.octets().isEmpty() ? "" : Escapes.encode(e.octets()) + " and then ";
      deviated(octets + "the end of the connection");
    } catch (IOException e) {
      deviated("a failure of the connection: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void complete() {
    if (!progress.isClosing()) {
      completed = true;
      progress.completed();
    }
  }

  /** What happens after the end of the dialogue, or because the server closes, is no deviation. */
  private void deviated(String received) {
    if (!completed && !progress.isClosing()) {
      recorder.deviated(Report.deviation(number, dialogue, player.current(), received));
      progress.deviated();
    }
  }

  /** How far the dialogue came; empty if it was played to the end. */
  Optional<String> unfinished() {
    return completed
        ? Optional.empty()
        : Optional.of(Report.unfinished(number, dialogue, player.current()));
  }

  private void close() {
    try {
      connection.close();
    } catch (IOException e) {
      // The client is gone already, or the channel was closed by another thread.
    }
  }
}
