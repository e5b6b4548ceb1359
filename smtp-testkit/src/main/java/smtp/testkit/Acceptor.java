package smtp.testkit;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Accepts connections and plays the dialogues on them, each in its own thread. */
final class Acceptor implements AutoCloseable {
  private static final long JOIN_MILLIS = 5_000;

  private final Endpoint endpoint;
  private final List<Dialogue> dialogues;
  private final Delivery delivery;
  private final Supplier<TlsSettings> tls;
  private final Progress progress;
  private final List<Recorder> recorders = new CopyOnWriteArrayList<>();
  private final List<Performance> performances = new CopyOnWriteArrayList<>();
  private final List<SocketChannel> channels = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();

  Acceptor(
      Endpoint endpoint,
      List<Dialogue> dialogues,
      Delivery delivery,
      Supplier<TlsSettings> tls,
      Progress progress) {
    this.endpoint = endpoint;
    this.dialogues = dialogues;
    this.delivery = delivery;
    this.tls = tls;
    this.progress = progress;
  }

  void start() {
    startThread("accept", this::acceptAll);
  }

  // Platform threads: a client under test that pins the carrier threads must not stop the server.
  private void startThread(String role, Runnable task) {
    var thread =
        Thread.ofPlatform()
            .daemon()
            .name("scripted-server " + endpoint + " " + role)
            .unstarted(task);
    threads.add(thread);
    thread.start();
  }

  private void acceptAll() {
    try {
      while (true) {
        admit(endpoint.accept());
      }
    } catch (IOException closed) {
      // No more connections.
    }
  }

  private void admit(SocketChannel channel) throws IOException {
    var recorder = new Recorder();
    int number = recorders.size() + 1;
    recorders.add(recorder);
    if (number > dialogues.size()) {
      recorder.deviated(DialogueReport.unexpected(number, dialogues.size()));
      progress.deviated();
      channel.close();
      return;
    }
    Dialogue dialogue = dialogues.get(number - 1);
    var performance = new Performance(number, dialogue, channel, recorder, delivery, tls, progress);
    channels.add(channel);
    performances.add(performance);
    startThread("connection " + number, performance);
  }

  List<Transcript> transcripts() {
    return recorders.stream().map(Recorder::transcript).toList();
  }

  /** Returns why not all dialogues were played: deviations, otherwise the steps reached. */
  List<String> complaints() {
    List<String> deviations = transcripts().stream().flatMap(t -> t.deviation().stream()).toList();
    return deviations.isEmpty() ? unfinished() : deviations;
  }

  private List<String> unfinished() {
    var complaints = new ArrayList<String>();
    for (int i = 0; i < dialogues.size(); i++) {
      if (i < performances.size()) {
        performances.get(i).unfinished().ifPresent(complaints::add);
      } else {
        complaints.add(DialogueReport.missing(i + 1, dialogues.get(i)));
      }
    }
    return complaints;
  }

  /** Closes everything and waits for the threads to end. */
  @Override
  public void close() throws IOException {
    endpoint.close();
    join(threads.getFirst());
    for (SocketChannel channel : channels) {
      channel.close();
    }
    threads.forEach(Acceptor::join);
  }

  private static void join(Thread thread) {
    boolean interrupted = Thread.interrupted();
    try {
      thread.join(JOIN_MILLIS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
