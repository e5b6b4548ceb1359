package smtp.core.internal.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Reply;

/** Each message that was begun has one event, wherever the connection ends. */
@Isolated("a recording has the sessions of all tests")
class JfrSinkTest {

  private static final List<String> DIALOGUE = List.of("MAIL 250", "RCPT 250", "DATA 354");

  /** Two steps for each command, then the beginning of the content. */
  private static final int STEPS = 2 * 3 + 1;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void messageHasOneEventWhereverTheConnectionIsClosed(int steps) throws Exception {
    Path file = folder.resolve("recording.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("smtp.Send").withoutThreshold();
      recording.start();
      EventSink sink = FlightRecording.open();
      play(steps, sink);
      sink.on(new SessionEvent.Closed(null));
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> sends =
        RecordingFile.readAllEvents(file).stream()
            .filter(event -> event.getEventType().getName().equals("smtp.Send"))
            .toList();
    assertEquals(1, sends.size());
    assertEquals(0, sends.getFirst().getInt("code"));
  }

  private static void play(int steps, EventSink sink) {
    for (int i = 0; i < steps / 2; i++) {
      Exchange exchange = sent(i, sink);
      int code = Integer.parseInt(DIALOGUE.get(i).substring(5));
      sink.on(new SessionEvent.ReplyReceived(exchange, Reply.of(code, "ok"), Duration.ZERO));
    }
    if (steps == STEPS) {
      sink.on(new SessionEvent.ContentBegun(new Exchange()));
    } else if (steps % 2 == 1) {
      sent(steps / 2, sink);
    }
  }

  private static Exchange sent(int command, EventSink sink) {
    Exchange exchange = new Exchange();
    sink.on(new SessionEvent.CommandSent(exchange, DIALOGUE.get(command).substring(0, 4)));
    return exchange;
  }
}
