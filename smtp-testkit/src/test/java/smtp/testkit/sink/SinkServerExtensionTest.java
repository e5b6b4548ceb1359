package smtp.testkit.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;

/** What the extension does for a test, with a stub context. */
class SinkServerExtensionTest {

  private final Map<Object, Object> values = new HashMap<>();

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
      stub(ExtensionContext.class, (method, arguments) -> store);
  private final ParameterContext parameter =
      stub(ParameterContext.class, (method, arguments) -> null);

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

  @Test
  void testHasOneServerThatIsClosedAfterIt() throws IOException {
    SinkServerExtension extension = new SinkServerExtension();
    SinkServer server = extension.resolveParameter(parameter, context);
    assertSame(server, extension.resolveParameter(parameter, context));
    try (Socket client = new Socket(server.host(), server.port())) {
      assertEquals('2', client.getInputStream().read());
      extension.afterEach(context);
      client.getInputStream().readAllBytes(); // up to the end of the connection
    }
    SinkServer next = extension.resolveParameter(parameter, context);
    assertNotSame(server, next);
    extension.afterEach(context);
    extension.afterEach(context); // a test without a server
  }

  @ExtendWith(SinkServerExtension.class)
  @Test
  void serverIsGivenAsAParameter(SinkServer server) {
    assertEquals(0, server.messages().size());
  }
}
