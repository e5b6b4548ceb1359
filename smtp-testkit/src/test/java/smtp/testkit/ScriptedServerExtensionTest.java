package smtp.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;

/** What the extension does after a test, with a stub context that says how the test went. */
class ScriptedServerExtensionTest {
  private static final ScriptedServer.Builder ONE_LINE = ScriptedServer.builder("C: QUIT");

  private final Map<Object, Object> values = new HashMap<>();
  private Optional<Throwable> failure = Optional.empty();

  private final Store store =
      stub(
          Store.class,
          (method, arguments) ->
              switch (method) {
                case "get" -> values.get(arguments[0]);
                case "remove" -> values.remove(arguments[0]);
                case "put" -> values.put(arguments[0], arguments[1]);
                default -> throw new UnsupportedOperationException(method);
              });

  private final ExtensionContext context =
      stub(
          ExtensionContext.class,
          (method, arguments) ->
              switch (method) {
                case "getStore" -> store;
                case "getExecutionException" -> failure;
                default -> throw new UnsupportedOperationException(method);
              });

  private final ParameterContext parameter =
      stub(
          ParameterContext.class,
          (method, arguments) -> {
            throw new UnsupportedOperationException(method);
          });

  @FunctionalInterface
  private interface Answer {
    Object to(String method, Object[] arguments);
  }

  private static <T> T stub(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answer.to(method.getName(), arguments)));
  }

  private static void deviate(ScriptedServer server) throws Exception {
    try (var client = RawClient.connect(server)) {
      client.send("NOOP\r\n").readToEnd();
    }
  }

  private static void assertClosed(ScriptedServer server) {
    assertThrows(ConnectException.class, () -> RawClient.connect(server));
  }

  @Test
  void deviationFailsTheTest() throws Exception {
    var extension = ScriptedServerExtension.of(ONE_LINE);
    ScriptedServer server = extension.resolveParameter(parameter, context);
    deviate(server);

    AssertionError error = assertThrows(AssertionError.class, () -> extension.afterEach(context));

    assertTrue(error.getMessage().contains("received: C: NOOP"), error::getMessage);
    assertClosed(server);
  }

  @Test
  void failedTestKeepsItsFailure() throws Exception {
    var extension = ScriptedServerExtension.of(ONE_LINE);
    ScriptedServer server = extension.resolveParameter(parameter, context);
    deviate(server);
    var own = new IllegalStateException("own");
    failure = Optional.of(own);

    extension.afterEach(context);

    assertEquals(1, own.getSuppressed().length);
    assertTrue(own.getSuppressed()[0].getMessage().contains("received: C: NOOP"));
    assertClosed(server);
  }

  @Test
  void assertionCanBeSwitchedOff() throws Exception {
    var extension = ScriptedServerExtension.of(ONE_LINE).withoutAssertion();
    ScriptedServer server = extension.resolveParameter(parameter, context);
    deviate(server);

    assertDoesNotThrow(() -> extension.afterEach(context));

    assertClosed(server);
  }

  @Test
  void testWithoutServerIsLeftAlone() {
    assertDoesNotThrow(() -> ScriptedServerExtension.of(ONE_LINE).afterEach(context));
  }
}
