package smtp.bench.send;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;

/**
 * Counts writes to sockets by the events that the JDK makes of them; each is one system call unless
 * the socket's buffer is full.
 */
final class WriteCount implements AutoCloseable {

  private static final String EVENT = "jdk.SocketWrite";

  private final Recording recording = new Recording();
  private final Path file;

  private WriteCount() throws IOException {
    this.file = Files.createTempFile("writes", ".jfr");
  }

  static WriteCount start() throws IOException {
    WriteCount count = new WriteCount();
    count
        .recording
        .enable(EVENT)
        .withThreshold(Duration.ZERO)
        .withoutStackTrace()
        // From Java 25 on there would be a limit of 100 a second.
        .with("throttle", "off");
    count.recording.start();
    return count;
  }

  /** Returns how many writes of the current thread there were. */
  long stop() throws IOException {
    recording.stop();
    recording.dump(file);
    long thread = Thread.currentThread().threadId();
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().equals(EVENT))
        .filter(event -> event.getThread().getJavaThreadId() == thread)
        .count();
  }

  @Override
  public void close() throws IOException {
    recording.close();
    Files.delete(file);
  }
}
