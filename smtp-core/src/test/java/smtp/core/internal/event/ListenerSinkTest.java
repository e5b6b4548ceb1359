package smtp.core.internal.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.SessionListener;

class ListenerSinkTest {

  private final List<String> called = new ArrayList<>();

  private SessionListener listener(boolean wantsContent) {
    return (SessionListener)
        Proxy.newProxyInstance(
            SessionListener.class.getClassLoader(),
            new Class<?>[] {SessionListener.class},
            (proxy, method, arguments) -> {
              called.add(method.getName());
              return method.getReturnType() == boolean.class ? wantsContent : null;
            });
  }

  /** Only the flight recorder receives the beginning of a content. */
  @Test
  void everyMethodOfAListenerIsCalledForItsEvent() {
    EventSink sink = ListenerSink.of(listener(true));
    AllEvents.stream().forEach(sink::on);
    Set<String> events =
        Stream.of(SessionListener.class.getMethods())
            .filter(method -> method.getReturnType() == void.class)
            .map(method -> method.getName())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(events, new TreeSet<>(called));
    assertEquals(events.size(), called.size());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void listenerIsAskedWhetherItWantsContent(boolean wanted) {
    assertEquals(wanted, ListenerSink.of(listener(wanted)).wantsContent());
  }

  @Test
  void listenerThatDoesNothingIsNotWrapped() {
    assertSame(EventSink.NONE, ListenerSink.of(SessionListener.NONE));
  }
}
