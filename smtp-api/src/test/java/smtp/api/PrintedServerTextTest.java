package smtp.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import smtp.api.SmtpAuthenticationException.Attempt;
import smtp.api.spi.SaslException;

/**
 * Whatever a server writes, no value and no exception of the public API prints a character that
 * ends a line, moves a cursor, or changes the direction of writing.
 */
class PrintedServerTextTest {

  /** Escape sequences, bell, NEL, line separator, right-to-left override and mark, isolate. */
  private static final String HOSTILE = "a\u001b[2J\u0007\u0085\u2028\u202e\u200f\u2066\ufeffz";

  private static final Reply REPLY = Reply.of(535, HOSTILE, HOSTILE);
  private static final Attempt ATTEMPT = new Attempt("X" + HOSTILE, HOSTILE, REPLY);

  private static final Map<Class<?>, Object> ARGUMENTS =
      Map.ofEntries(
          Map.entry(String.class, HOSTILE),
          Map.entry(CharSequence.class, HOSTILE),
          Map.entry(String[].class, new String[] {HOSTILE}),
          Map.entry(int.class, 535),
          Map.entry(Reply.class, REPLY),
          Map.entry(List.class, List.of()),
          Map.entry(Map.class, Map.of(new Extension("XFOO"), HOSTILE)),
          Map.entry(Throwable.class, new IllegalStateException("cause")),
          Map.entry(Extension.class, new Extension("XFOO")),
          Map.entry(Recipient.class, Recipient.of("bob@example.net")),
          Map.entry(Callable.class, (Callable<String>) () -> "a"),
          Map.entry(char[].class, new char[] {'a'}),
          Map.entry(
              SendResult.class,
              SendResult.of(
                  List.of(new RecipientResult.Refused(Recipient.of("bob@example.net"), REPLY)))));

  /** What carries only text of the caller, or none. */
  private static final Set<String> WITHOUT_SERVER_TEXT =
      Set.of("Content", "Envelope", "Mail", "Parameter", "Recipient", "Timeouts");

  /** The constructors and factories that take text. */
  static Stream<Executable> makers() throws Exception {
    return NullArgumentsTest.publicApi()
        .filter(maker -> maker instanceof Constructor || isFactory((Method) maker))
        .filter(PrintedServerTextTest::canBeCalled);
  }

  private static boolean isFactory(Method method) {
    return Modifier.isStatic(method.getModifiers());
  }

  private static boolean canBeCalled(Executable maker) {
    return Arrays.stream(maker.getParameterTypes())
        .allMatch(type -> type.isEnum() || ARGUMENTS.containsKey(type));
  }

  private static Object argument(Class<?> type) {
    return type.isEnum()
        ? type.getEnumConstants()[0]
        : Objects.requireNonNull(ARGUMENTS.get(type), type.getName());
  }

  private static void assertPrintable(@Nullable String printed) {
    String shown = String.valueOf(printed);
    assertTrue(
        shown.codePoints().noneMatch(PrintedServerTextTest::isHostile),
        () -> "prints " + shown.codePoints().mapToObj(Integer::toHexString).toList());
  }

  /** Independent of the library's own table: by the characters' directionality and category. */
  private static boolean isHostile(int c) {
    return Character.isISOControl(c)
        || HOSTILE.codePoints().filter(h -> h >= 0x80).anyMatch(h -> h == c);
  }

  @ParameterizedTest
  @MethodSource("makers")
  void valueMadeOfHostileTextPrintsItEscaped(Executable maker) throws Exception {
    Object[] arguments =
        Arrays.stream(maker.getParameterTypes()).map(PrintedServerTextTest::argument).toArray();
    try {
      Object made =
          maker instanceof Constructor<?> constructor
              ? constructor.newInstance(arguments)
              : ((Method) maker).invoke(null, arguments);
      if (!(made instanceof String)) {
        assertPrintable(String.valueOf(made));
      }
      if (made instanceof Throwable failure) {
        assertPrintable(failure.getMessage());
      }
    } catch (InvocationTargetException refusal) {
      assertEquals(IllegalArgumentException.class, refusal.getCause().getClass());
      assertPrintable(refusal.getCause().getMessage());
    }
  }

  /** So that a new type cannot be left out unnoticed. */
  @Test
  void everyTypeWithServerTextIsMade() throws Exception {
    Set<String> made = new TreeSet<>();
    makers().forEach(maker -> made.add(maker.getDeclaringClass().getSimpleName()));
    Set<String> left = new TreeSet<>();
    NullArgumentsTest.publicApi()
        .filter(maker -> maker instanceof Constructor || isFactory((Method) maker))
        .map(maker -> maker.getDeclaringClass().getSimpleName())
        .filter(name -> !made.contains(name))
        .forEach(left::add);
    assertTrue(WITHOUT_SERVER_TEXT.containsAll(left), () -> left.toString());
    assertTrue(
        made.containsAll(
            Set.of("Reply", "Capabilities", "SmtpException", "SaslException", "Attempt")),
        () -> made.toString());
  }

  @Test
  void failureWithAttemptsPrintsThemEscaped() {
    var failure = new SmtpAuthenticationException(HOSTILE, List.of(ATTEMPT), null);
    assertPrintable(failure.toString());
    assertPrintable(failure.attempts().toString());
  }

  @Test
  void subclassOfAnotherModulePrintsItsMessageEscaped() {
    assertPrintable(new SmtpException(HOSTILE) {}.toString());
    assertPrintable(new SaslException(HOSTILE) {}.toString());
  }

  @Test
  void nameOfAMechanismThatIsNoneIsLeftOut() {
    var offered = Capabilities.of(Map.of(Extension.AUTH, "PLAIN X" + HOSTILE + " X-Y_1 a=b"));
    assertEquals(Set.of("PLAIN", "X-Y_1"), offered.mechanisms());
  }

  @Test
  void printableTextIsKept() {
    for (String text : List.of("5.7.8 nein, Jürgen", "用户 🔑", "a\\u001b", "a b\u0301")) {
      assertEquals(text, new SmtpException(text).getMessage());
    }
    assertEquals("\\u000a\\ud83d", new SmtpException("\n\ud83d").getMessage());
  }
}
