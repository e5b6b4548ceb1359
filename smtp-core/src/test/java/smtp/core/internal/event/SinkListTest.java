package smtp.core.internal.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SinkListTest {

  private final List<SessionEvent> first = new ArrayList<>();
  private final List<SessionEvent> second = new ArrayList<>();
  private final EventSink both =
      SinkList.of(Stream.of(AllEvents.sink(first, true), AllEvents.sink(second, true)));

  static Stream<SessionEvent> events() {
    return AllEvents.stream();
  }

  @ParameterizedTest
  @MethodSource("events")
  void everyEventReachesEachSink(SessionEvent event) {
    both.on(event);
    assertEquals(List.of(event), first);
    assertEquals(List.of(event), second);
  }

  @Test
  void eachSinkReadsTheWholeContent() {
    List<Integer> read = new ArrayList<>();
    EventSink reader =
        new EventSink() {
          @Override
          public void on(SessionEvent event) {
            ByteBuffer bytes = ((SessionEvent.ContentBytes) event).bytes();
            read.add(bytes.remaining());
            bytes.position(bytes.limit());
          }

          @Override
          public boolean wantsContent() {
            return true;
          }
        };
    SinkList.of(Stream.of(reader, reader))
        .on(new SessionEvent.ContentBytes(ByteBuffer.wrap(new byte[7])));
    assertEquals(List.of(7, 7), read);
  }

  @Test
  void contentReachesOnlySinksThatWantIt() {
    EventSink one =
        SinkList.of(Stream.of(AllEvents.sink(first, true), AllEvents.sink(second, false)));
    assertTrue(one.wantsContent());
    one.on(new SessionEvent.ContentBytes(ByteBuffer.wrap(new byte[7])));
    assertEquals(1, first.size());
    assertEquals(List.of(), second);
    assertFalse(
        SinkList.of(Stream.of(AllEvents.sink(first, false), AllEvents.sink(second, false)))
            .wantsContent());
  }

  @Test
  void sinksThatDoNothingAreLeftOut() {
    EventSink sink = AllEvents.sink(first, false);
    assertSame(EventSink.NONE, SinkList.of(Stream.of(EventSink.NONE, EventSink.NONE)));
    assertSame(sink, SinkList.of(Stream.of(EventSink.NONE, sink)));
  }
}
