package smtp.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every public method that accepts text for a command refuses line ends and NUL. */
class TextParametersTest {

  private static final List<Class<?>> VALUES =
      List.of(
          Mailbox.class,
          Recipient.class,
          Envelope.class,
          Envelope.Builder.class,
          Parameter.class,
          Extension.class,
          Credentials.class,
          Credentials.Password.class,
          Credentials.Token.class,
          Credentials.External.class,
          Credentials.Anonymous.class,
          Mail.class,
          Content.class,
          TlsOptions.Builder.class,
          Timeouts.class,
          Capabilities.class);

  /** Methods whose text is never part of a command. */
  private static final List<String> HARMLESS =
      List.of(
          "Content.of(String)", // the content itself, which is encoded when it is sent
          "Builder.pins(String[])", // base64, checked by its length
          "Builder.protocols(String[])"); // names for the TLS implementation

  private static final Map<String, Consumer<String>> COMMANDS = new TreeMap<>();

  static {
    COMMANDS.put("Mailbox.of(String)", Mailbox::of);
    COMMANDS.put("Mailbox.reversePath(String)", Mailbox::reversePath);
    COMMANDS.put("Recipient.of(String,Parameter[])", Recipient::of);
    COMMANDS.put(
        "Envelope.of(String,String[])",
        text -> {
          assertThrows(IllegalArgumentException.class, () -> Envelope.of("", text));
          Envelope.of(text, "bob@example.org");
        });
    COMMANDS.put("Builder.sender(String)", text -> Envelope.builder().sender(text));
    COMMANDS.put("Builder.recipient(String,Parameter[])", Envelope.builder()::recipient);
    COMMANDS.put("Parameter.of(String)", Parameter::of);
    COMMANDS.put(
        "Parameter.of(String,String)",
        text -> {
          assertThrows(IllegalArgumentException.class, () -> Parameter.of("X", text));
          Parameter.of(text, "x");
        });
    COMMANDS.put("Parameter.envid(String)", Parameter::envid);
    COMMANDS.put("Extension(String)", Extension::new);
    COMMANDS.put("Credentials.external(String)", Credentials::external);
    COMMANDS.put("Credentials.anonymous(String)", Credentials::anonymous);
    COMMANDS.put("Credentials.token(String,Callable)", text -> Credentials.token(text, () -> ""));
    COMMANDS.put(
        "Credentials.password(String,Callable)",
        text -> Credentials.password(text, () -> new char[0]));
    COMMANDS.put(
        "Credentials.password(String,char[])", text -> Credentials.password(text, new char[0]));
    COMMANDS.put(
        "Credentials.password(String,CharSequence)",
        text -> {
          Credentials.password(text, "");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nb", "a\rb", "a\nb", "a\0b", "\n", "\r", "a@b\r\n", "a@b\n"})
  void textForACommandCannotHoldLineEndOrNul(String text) {
    COMMANDS.forEach((name, parameter) ->
        assertThrows(IllegalArgumentException.class, () -> parameter.accept(text), name));
  }

  @Test
  void everyTextParameterIsTested() {
    var known = new TreeSet<>(COMMANDS.keySet());
    known.addAll(HARMLESS);
    assertEquals(
        known, new TreeSet<>(VALUES.stream().flatMap(TextParametersTest::taking).toList()));
  }

  private static Stream<String> taking(Class<?> type) {
    return Stream.<Executable>concat(
            Arrays.stream(type.getDeclaredMethods()), Arrays.stream(type.getDeclaredConstructors()))
        .filter(code -> Modifier.isPublic(code.getModifiers()) && !code.isSynthetic())
        .filter(
            code -> Arrays.stream(code.getParameterTypes()).anyMatch(TextParametersTest::isText))
        .map(TextParametersTest::signature);
  }

  private static boolean isText(Class<?> type) {
    Class<?> element = type.isArray() ? type.componentType() : type;
    return CharSequence.class.isAssignableFrom(element);
  }

  private static String signature(Executable code) {
    String types =
        String.join(
            ",", Arrays.stream(code.getParameterTypes()).map(Class::getSimpleName).toList());
    String name = code.getName().startsWith("smtp.") ? "" : "." + code.getName();
    return code.getDeclaringClass().getSimpleName() + name + "(" + types + ")";
  }
}
