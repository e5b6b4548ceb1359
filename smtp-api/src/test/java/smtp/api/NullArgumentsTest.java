package smtp.api;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import smtp.api.spi.SaslException;

/** A null argument of any public method or constructor is refused by the parameter's name. */
class NullArgumentsTest {

  private static final List<String> PACKAGES = List.of("smtp.api", "smtp.api.spi");

  /** An argument of each type, and an object to call the methods of each class on. */
  private static final Map<Class<?>, Object> SAMPLES =
      Map.ofEntries(
          Map.entry(String.class, "a"),
          Map.entry(CharSequence.class, "a"),
          Map.entry(char[].class, new char[] {'a'}),
          Map.entry(byte[].class, new byte[] {'a'}),
          Map.entry(String[].class, new String[] {"a"}),
          Map.entry(int.class, 250),
          Map.entry(boolean.class, true),
          Map.entry(Path.class, Path.of("a")),
          Map.entry(Duration.class, Duration.ofSeconds(1)),
          Map.entry(Instant.class, Instant.EPOCH),
          Map.entry(InputStream.class, InputStream.nullInputStream()),
          Map.entry(Callable.class, (Callable<String>) () -> "a"),
          Map.entry(Throwable.class, new Exception("a")),
          Map.entry(List.class, List.of()),
          Map.entry(Map.class, Map.of()),
          Map.entry(Set.class, Set.of()),
          Map.entry(Mailbox.class, Mailbox.of("a")),
          Map.entry(Recipient.class, Recipient.of("a")),
          Map.entry(Parameter.class, Parameter.of("a")),
          Map.entry(Envelope.class, Envelope.of("a", "b")),
          Map.entry(Envelope.Builder.class, Envelope.builder()),
          Map.entry(Content.class, Content.of("a")),
          Map.entry(Content.Source.class, (Content.Source) out -> {}),
          Map.entry(Reply.class, Reply.of(250)),
          Map.entry(SendResult.class, SendResult.of(List.of())),
          Map.entry(Extension.class, Extension.SIZE),
          Map.entry(Capabilities.class, Capabilities.none()),
          Map.entry(Timeouts.class, Timeouts.rfc5321()),
          Map.entry(TlsOptions.Builder.class, TlsOptions.builder()),
          Map.entry(SaslException.class, new SaslException("a")));

  private static Object sample(Class<?> type) {
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    Object sample = SAMPLES.get(type);
    if (sample == null && type.isArray()) {
      return Array.newInstance(type.getComponentType(), 0);
    }
    assertTrue(sample != null, () -> "add a sample of " + type);
    return sample;
  }

  // --- the public API

  static Stream<Executable> publicApi() throws Exception {
    Path classes =
        Path.of(Mailbox.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(classes)) {
      return files
          .map(file -> classes.relativize(file).toString().replaceAll("[/\\\\]", "."))
          .filter(name -> name.endsWith(".class"))
          .map(name -> name.substring(0, name.length() - ".class".length()))
          .filter(name -> PACKAGES.contains(name.substring(0, Math.max(0, name.lastIndexOf('.')))))
          .sorted()
          .toList()
          .stream()
          .flatMap(NullArgumentsTest::executables);
    }
  }

  private static Stream<Executable> executables(String className) {
    Class<?> type = assertType(className);
    if (!isPublic(type) || type.getSimpleName().endsWith("Test")) {
      return Stream.empty();
    }
    return Stream.<Executable>concat(
            Arrays.stream(type.getDeclaredConstructors()), Arrays.stream(type.getDeclaredMethods()))
        .filter(executable -> Modifier.isPublic(executable.getModifiers()))
        .filter(executable -> !executable.isSynthetic() && !isGiven(executable))
        .filter(executable -> !type.isInterface() || Modifier.isStatic(executable.getModifiers()))
        .filter(executable -> mandatory(executable).findAny().isPresent());
  }

  private static Class<?> assertType(String className) {
    try {
      return Class.forName(className);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isPublic(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return Modifier.isPublic(type.getModifiers()) && (outer == null || isPublic(outer));
  }

  /** Methods whose arguments the Java runtime checks, or that accept null. */
  private static boolean isGiven(Executable executable) {
    return executable.getName().equals("equals")
        || (executable.getDeclaringClass().isEnum() && executable.getName().equals("valueOf"));
  }

  /** Returns the indexes of the parameters that may not be null. */
  private static IntStream mandatory(Executable executable) {
    var types = executable.getAnnotatedParameterTypes();
    return IntStream.range(0, types.length)
        .filter(i -> !executable.getParameterTypes()[i].isPrimitive())
        .filter(i -> !types[i].isAnnotationPresent(Nullable.class));
  }

  // --- the rule

  @ParameterizedTest
  @MethodSource("publicApi")
  void nullIsRefusedByTheNameOfTheParameter(Executable executable) {
    mandatory(executable)
        .forEach(i -> {
          Object[] arguments =
              Arrays.stream(executable.getParameterTypes())
                  .map(NullArgumentsTest::sample)
                  .toArray();
          arguments[i] = null;
          var thrown =
              assertThrows(
                  InvocationTargetException.class,
                  () -> call(executable, arguments),
                  () -> "parameter " + i + " may be null");
          var refusal = assertInstanceOf(NullPointerException.class, thrown.getCause());
          assertTrue(
              String.valueOf(refusal.getMessage()).matches("[a-z][A-Za-z0-9]*"),
              () -> "parameter " + i + ": " + refusal.getMessage());
        });
  }

  private static void call(Executable executable, Object[] arguments) throws Exception {
    if (executable instanceof Constructor<?> constructor) {
      constructor.newInstance(arguments);
      return;
    }
    boolean needsObject = !Modifier.isStatic(executable.getModifiers());
    ((Method) executable)
        .invoke(needsObject ? sample(executable.getDeclaringClass()) : null, arguments);
  }
}
