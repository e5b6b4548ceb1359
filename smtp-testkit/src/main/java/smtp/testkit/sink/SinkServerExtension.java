package smtp.testkit.sink;

import java.util.Objects;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test a {@link SinkServer} of its own, as a parameter, and closes it after the test:
 *
 * {@snippet :
 * @ExtendWith(SinkServerExtension.class)
 * class InvoiceTest {
 *   @Test
 *   void invoiceIsSent(SinkServer server) {
 *   }
 * }
 * }
 *
 * <p>To build it otherwise, make the extension with a builder and put {@code @RegisterExtension} on
 * its field.
 */
@SuppressWarnings("exports") // who uses it has JUnit
public final class SinkServerExtension implements ParameterResolver, AfterEachCallback {

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(SinkServerExtension.class);

  private final SinkServer.Builder builder;

  /** Makes an extension for servers that are built with the defaults. */
  public SinkServerExtension() {
    this(SinkServer.builder());
  }

  /** Makes an extension for servers of this builder. */
  public SinkServerExtension(SinkServer.Builder builder) {
    this.builder = Objects.requireNonNull(builder, "builder");
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == SinkServer.class;
  }

  @Override
  public SinkServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
    ExtensionContext.Store store = context.getStore(NAMESPACE);
    SinkServer server = store.get(SinkServer.class, SinkServer.class);
    if (server == null) {
      server = builder.start();
      store.put(SinkServer.class, server);
    }
    return server;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    SinkServer server = context.getStore(NAMESPACE).remove(SinkServer.class, SinkServer.class);
    if (server != null) {
      server.close();
    }
  }
}
