package smtp.core.internal.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClosingSinkTest {

  private final AtomicInteger closed = new AtomicInteger();
  private final IllegalStateException own = new IllegalStateException("listener");

  private EventSink closing(EventSink sink) {
    return ClosingSink.of(sink, closed::incrementAndGet);
  }

  private void fail(SessionEvent event) {
    throw own;
  }

  /** Then no events are created for it. */
  @Test
  void sinkThatDoesNothingIsNotWrapped() {
    assertSame(EventSink.NONE, closing(EventSink.NONE));
  }

  static Stream<SessionEvent> events() {
    return AllEvents.stream();
  }

  @ParameterizedTest
  @MethodSource("events")
  void everyEventIsPassedOn(SessionEvent event) {
    List<SessionEvent> heard = new ArrayList<>();
    closing(heard::add).on(event);
    assertEquals(List.of(event), heard);
    assertEquals(0, closed.get());
  }

  @ParameterizedTest
  @MethodSource("events")
  void failureOfASinkClosesAnOpenConnectionAndIsThrown(SessionEvent event) {
    EventSink closing = closing(this::fail);
    if (event instanceof SessionEvent.Closed) {
      closing.on(event);
      assertEquals(0, closed.get());
    } else {
      assertSame(own, assertThrows(IllegalStateException.class, () -> closing.on(event)));
      assertEquals(1, closed.get());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sinkIsAskedWhetherItWantsContent(boolean wanted) {
    assertEquals(wanted, closing(AllEvents.sink(new ArrayList<>(), wanted)).wantsContent());
  }

  @Test
  void errorsCloseTheConnectionToo() {
    EventSink closing =
        closing(event -> {
          throw new AssertionError();
        });
    assertThrows(AssertionError.class, () -> closing.on(new SessionEvent.Connecting("server")));
    assertEquals(1, closed.get());
  }
}
