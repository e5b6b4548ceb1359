package smtp.bench.send;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;

/**
 * Counts writes to sockets with the JDK's flight recorder events; each is one system call unless
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
        // Since Java 25 the default limit is 100 per second.
        .with("throttle", "off");
    count.recording.start();
    return count;
  }

  /** Returns how many writes the current thread has made. */
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
