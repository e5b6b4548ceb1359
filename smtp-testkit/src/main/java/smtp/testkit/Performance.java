package smtp.testkit;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.function.Supplier;

/** Plays one dialogue for one client and reports whether the client followed it. */
final class Performance implements Runnable {
  private final int number;
  private final Dialogue dialogue;
  private final Recorder recorder;
  private final ServerConnection connection;
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
    this.connection = new ServerConnection(channel, recorder);
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
      String bytes = e.bytes().isEmpty() ? "" : Escapes.encode(e.bytes()) + ", then ";
      deviated(bytes + "the end of the connection");
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

  /** What happens after the dialogue, or because the server is being closed, is not a deviation. */
  private void deviated(String received) {
    if (!completed && !progress.isClosing()) {
      recorder.deviated(DialogueReport.deviation(number, dialogue, player.current(), received));
      progress.deviated();
    }
  }

  /** Describes how far the dialogue has come; empty if it was played to the end. */
  Optional<String> unfinished() {
    return completed
        ? Optional.empty()
        : Optional.of(DialogueReport.unfinished(number, dialogue, player.current()));
  }

  private void close() {
    try {
      connection.close();
    } catch (IOException e) {
      // The client has already closed the connection, or another thread has closed the channel.
    }
  }
}
