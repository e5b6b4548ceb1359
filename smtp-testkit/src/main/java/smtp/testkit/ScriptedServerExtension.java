package smtp.testkit;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Provides a {@link ScriptedServer} to each JUnit Jupiter test that has a parameter of that type.
 *
 * <p>The dialogues come from the annotation {@link Script}, which registers this extension. For
 * options that the annotation does not have, register the extension with a builder:
 *
 * {@snippet :
 * @RegisterExtension
 * final ScriptedServerExtension server =
 *     ScriptedServerExtension.of(
 *         ScriptedServer.builder(dialogue).certificate(TestCertificates.expired()));
 * }
 *
 * <p>A test class uses one or the other. Each test has its own server. The server is started when
 * JUnit resolves the parameter, also for a {@code @BeforeEach} method, and closed after the test,
 * as described at {@link Script}.
 */
// Whoever uses this has JUnit anyway; a transitive requirement would burden all others.
@SuppressWarnings("exports")
public final class ScriptedServerExtension implements ParameterResolver, AfterEachCallback {
  private static final Namespace NAMESPACE = Namespace.create(ScriptedServerExtension.class);

  private final ScriptedServer.@Nullable Builder builder;
  private final boolean assertsCompleted;

  /** Called by JUnit for the annotation {@link Script}. */
  public ScriptedServerExtension() {
    this(null, true);
  }

  private ScriptedServerExtension(
      ScriptedServer.@Nullable Builder builder, boolean assertsCompleted) {
    this.builder = builder;
    this.assertsCompleted = assertsCompleted;
  }

  /** Returns an extension that starts a server for each test, with this builder. */
  public static ScriptedServerExtension of(ScriptedServer.Builder builder) {
    return new ScriptedServerExtension(builder, true);
  }

  /**
   * Returns an extension with the same builder that does not assert after the test that the
   * dialogues were played to the end.
   */
  public ScriptedServerExtension withoutAssertion() {
    return new ScriptedServerExtension(builder, false);
  }

  /** A server, and whether to assert after the test that its dialogues were played. */
  private record Running(ScriptedServer server, boolean assertsCompleted) {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == ScriptedServer.class
        && (builder != null || script(context).isPresent());
  }

  @Override
  public ScriptedServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
    ExtensionContext.Store store = context.getStore(NAMESPACE);
    Running running = store.get(Running.class, Running.class);
    if (running == null) {
      running = start(context);
      store.put(Running.class, running);
    }
    return running.server();
  }

  private Running start(ExtensionContext context) {
    return builder != null
        ? new Running(builder.start(), assertsCompleted)
        : start(script(context).orElseThrow());
  }

  private static Running start(Script script) {
    List<Dialogue> dialogues = Arrays.stream(script.value()).map(Dialogue::of).toList();
    ScriptedServer.Builder options = ScriptedServer.builder().dialogues(dialogues);
    if (script.implicitTls()) {
      options.implicitTls();
    }
    if (script.unix()) {
      options.unix();
    }
    return new Running(options.start(), script.assertCompleted());
  }

  private static Optional<Script> script(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getTestMethod(), Script.class)
        .or(() -> AnnotationSupport.findAnnotation(context.getTestClass(), Script.class));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Running running = context.getStore(NAMESPACE).remove(Running.class, Running.class);
    if (running == null) {
      return;
    }
    try (ScriptedServer server = running.server()) {
      if (running.assertsCompleted()) {
        context
            .getExecutionException()
            .ifPresentOrElse(failure -> addTo(failure, server), server::assertCompleted);
      }
    }
  }

  /**
   * The test's own failure comes first; the step that the dialogue has reached often explains it.
   */
  private static void addTo(Throwable failure, ScriptedServer server) {
    try {
      server.assertCompleted(Duration.ZERO);
    } catch (AssertionError e) {
      failure.addSuppressed(e);
    }
  }
}
