package smtp.core.internal.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainedSinkTest {

  private final AtomicInteger calls = new AtomicInteger();

  private EventSink failing(Error failure) {
    return new EventSink() {
      @Override
      public void on(SessionEvent event) {
        calls.incrementAndGet();
        throw failure;
      }

      @Override
      public boolean wantsContent() {
        throw failure;
      }
    };
  }

  static Stream<SessionEvent> events() {
    return AllEvents.stream();
  }

  /** Then no events are made for it. */
  @Test
  void sinkThatDoesNothingIsNotWrapped() {
    assertSame(EventSink.NONE, ContainedSink.of(() -> EventSink.NONE));
  }

  @ParameterizedTest
  @MethodSource("events")
  void everyEventIsPassedOn(SessionEvent event) {
    List<SessionEvent> heard = new ArrayList<>();
    ContainedSink.of(() -> heard::add).on(event);
    assertEquals(List.of(event), heard);
  }

  @ParameterizedTest
  @MethodSource("events")
  void whatASinkThrowsReachesNobodyAndItIsCalledAgain(SessionEvent event) {
    EventSink contained = ContainedSink.of(() -> failing(new AssertionError("listener")));
    contained.on(event);
    contained.on(event);
    assertEquals(2, calls.get());
  }

  @Test
  void sinkThatCannotBeMadeIsLeftOut() {
    assertSame(
        EventSink.NONE,
        ContainedSink.of(() -> {
          throw new IllegalStateException("no listener");
        }));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sinkIsAskedWhetherItWantsContent(boolean wanted) {
    EventSink sink = AllEvents.sink(new ArrayList<>(), wanted);
    assertEquals(wanted, ContainedSink.of(() -> sink).wantsContent());
  }

  @Test
  void sinkThatFailsToSayWhetherItWantsContentGetsNone() {
    assertFalse(ContainedSink.of(() -> failing(new AssertionError("listener"))).wantsContent());
  }
}
