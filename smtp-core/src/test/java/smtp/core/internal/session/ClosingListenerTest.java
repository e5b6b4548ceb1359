package smtp.core.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.SessionListener;

/** What a failing listener does to a connection, and a listener that is none. */
class ClosingListenerTest {

  private final AtomicInteger closed = new AtomicInteger();

  /** So that no event is made up for nobody. */
  @Test
  void nobodyIsWrapped() {
    assertSame(
        SessionListener.NONE, ClosingListener.of(SessionListener.NONE, closed::incrementAndGet));
  }

  @Test
  void failureClosesAndIsPassedOn() {
    IllegalStateException own = new IllegalStateException("listener");
    SessionListener failing =
        new SessionListener() {
          @Override
          public void onCommand(String line) {
            throw own;
          }
        };
    SessionListener closing = ClosingListener.of(failing, closed::incrementAndGet);
    assertSame(own, assertThrows(IllegalStateException.class, () -> closing.onCommand("NOOP")));
    assertEquals(1, closed.get());
  }

  static Stream<Method> events() {
    return Stream.of(SessionListener.class.getMethods())
        .filter(method -> method.getReturnType() == void.class)
        .filter(method -> !method.getName().equals("closed"));
  }

  @ParameterizedTest
  @MethodSource("events")
  void everyEventIsPassedOn(Method event) throws Exception {
    List<String> heard = new ArrayList<>();
    SessionListener own =
        listener(method -> {
          heard.add(method.getName());
          return null;
        });
    event.invoke(ClosingListener.of(own, closed::incrementAndGet), arguments(event));
    assertEquals(List.of(event.getName()), heard);
    assertEquals(0, closed.get());
  }

  @Test
  void failureAtTheCloseIsKeptFromTheCaller() {
    SessionListener failing =
        listener(method -> {
          throw new IllegalStateException("listener");
        });
    ClosingListener.of(failing, closed::incrementAndGet).onClosed(null);
    assertEquals(0, closed.get());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whetherContentIsWantedIsAsked(boolean wanted) {
    SessionListener own = listener(method -> wanted);
    assertEquals(wanted, ClosingListener.of(own, closed::incrementAndGet).wantsContent());
  }

  private static SessionListener listener(Function<Method, @Nullable Object> answer) {
    return (SessionListener)
        Proxy.newProxyInstance(
            SessionListener.class.getClassLoader(),
            new Class<?>[] {SessionListener.class},
            (proxy, method, arguments) -> answer.apply(method));
  }

  private static @Nullable Object[] arguments(Method method) {
    return Stream.of(method.getParameterTypes())
        .map(type -> type == long.class ? (Object) 1L : null)
        .toArray();
  }
}
