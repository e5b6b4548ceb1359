package smtp.it;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import smtp.api.SessionListener;
import smtp.api.SmtpException;
import smtp.api.SmtpSession;
import smtp.core.SmtpClient;
import smtp.core.SocketConnector;

/**
 * No text that a caller passes to the library can add a line to a command or a header. Tries every
 * public parameter that is text, found by reflection, with each hostile character.
 */
class TextParametersIT {

  private static final List<String> HOSTILE =
      List.of(
          "\r",
          "\n",
          "\r\n",
          "\0",
          "\t",
          "\u000b",
          "\f",
          "\u001b",
          "\u007f",
          "\u0085",
          "\u009f",
          "\u2028",
          "\u2029",
          "\ud800",
          "\udc00",
          "\u010a", // their low bytes are LF and CR
          "\u010d",
          "\u560a",
          "\u560d",
          "\r\nRCPT TO:<evil@example.org>\r\n",
          "\n.\r\nMAIL FROM:<evil@example.org>",
          "\r\nBcc: evil@example.org\r\n\r\nbody",
          "=?utf-8?q?=0d=0aBcc:?=",
          " X=1",
          "> X=1",
          ">\tX=1",
          ",<evil@example.org>",
          "\\\" X=1");

  /** The positions of a hostile character in a text. */
  private static final List<String> FORMS = List.of("a%sb", "%s", "a%s", "%sa", "a%sb@example.org");

  /** For each use, at least one of these is valid. */
  private static final List<String> HARMLESS =
      List.of("X-A", "x@example.org", "<x@example.org>", "text/plain", "Cc", "Subject", "EXTERNAL");

  private static Stream<String> hostileTexts() {
    return HOSTILE.stream().flatMap(one -> FORMS.stream().map(form -> form.formatted(one)));
  }

  // --- commands

  static Stream<String> sendingUses() {
    return Stream.concat(TextUses.VERBS.keySet().stream(), TextUses.OPTIONS.keySet().stream());
  }

  @ParameterizedTest
  @MethodSource("sendingUses")
  void commandIsOneLine(String use) throws Exception {
    for (String text : hostileTexts().toList()) {
      for (String line : sent(use, text)) {
        assertTrue(line.endsWith("\r\n"), () -> quoted(line));
        assertTrue(line.strip().chars().allMatch(c -> c >= ' ' && c != 0x7f), () -> quoted(line));
        assertTrue(FREE.contains(use) || words(line) <= most(use, line), () -> quoted(line));
      }
    }
  }

  /** A use that rejected everything would prove nothing. */
  @ParameterizedTest
  @MethodSource("sendingUses")
  void harmlessTextIsSent(String use) throws Exception {
    var received = new HashSet<List<String>>();
    for (String text : HARMLESS) {
      received.add(sent(use, text));
    }
    received.remove(List.of());
    received.remove(sent("nothing", ""));
    assertFalse(received.isEmpty());
  }

  /** Returns the lines that the server received: as many as there were commands. */
  private static List<String> sent(String use, String text) throws Exception {
    var commands = new AtomicInteger();
    var listener =
        new SessionListener() {
          @Override
          public void onCommand(String line) {
            commands.incrementAndGet();
          }
        };
    try (var server = new EchoServer()) {
      SmtpClient.Builder client = server.client().listener(listener);
      if (!isTaken(client, use, text)) {
        return List.of();
      }
      try (SmtpSession session = client.build().connect()) {
        TextUses.VERBS.getOrDefault(use, (s, t) -> {}).send(session, text);
      } catch (IllegalArgumentException | SmtpException e) {
        // A rejected text does no harm.
      }
      List<String> received = server.received();
      assertEquals(
          commands.get(), received.size(), () -> "lines for " + quoted(text) + ": " + received);
      return received;
    }
  }

  private static boolean isTaken(SmtpClient.Builder client, String use, String text) {
    try {
      TextUses.OPTIONS.getOrDefault(use, (c, t) -> {}).set(client, text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Uses whose text is sent as it is, including spaces. */
  private static final Set<String> FREE =
      Set.of(
          "MailSession.command(String)",
          "MailSession.help(String)",
          "MailSession.verify(String)",
          "MailSession.expand(String)");

  private static final Pattern QUOTED = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"");

  private static int words(String line) {
    return QUOTED.matcher(line.strip().replace(" SMTPUTF8", "")).replaceAll("").split(" ").length;
  }

  /** Returns how many words a command has with only the parameters of its use. */
  private static int most(String use, String line) {
    return switch (line.substring(0, 4)) {
      case "MAIL" -> use.startsWith("Parameter.") ? 3 : 2;
      case "RCPT", "EHLO" -> 2;
      case "AUTH" -> 3;
      default -> 1;
    };
  }

  /** The server's name becomes part of an HTTP request. */
  @Test
  void proxyIsAskedForOneServer() throws Exception {
    for (String text : Stream.concat(hostileTexts(), HARMLESS.stream()).toList()) {
      try (var server = new EchoServer()) {
        var proxy = SocketConnector.httpConnect("127.0.0.1", server.port());
        SmtpClient client = SmtpClient.builder(text, 25).connector(proxy).build();
        assertThrows(SmtpException.class, client::connect); // its reply is not HTTP
        assertTrue(ASKED.matcher(String.join("", server.received())).matches(), () -> quoted(text));
      } catch (IllegalArgumentException e) {
        // Rejected before anything was sent.
      }
    }
  }

  private static final Pattern ASKED =
      Pattern.compile("CONNECT ([!-~]+) HTTP/1\\.1\r\nHost: \\1\r\n\r\n");

  private static String quoted(String text) {
    return text.chars()
        .mapToObj(c -> c > ' ' && c < 0x7f ? "" + (char) c : "\\u%04x".formatted(c))
        .collect(Collectors.joining());
  }

  // --- messages

  static Stream<String> writings() {
    return TextUses.WRITINGS.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("writings")
  void messageHasOnlyTheFieldsThatItWasGiven(String use) throws Exception {
    TextUses.Writing writing = TextUses.WRITINGS.get(use);
    var fields = new TreeSet<String>();
    for (String text : hostileTexts().toList()) {
      String message;
      try {
        message = TextUses.written(writing.write(TextUses.builder(), text));
      } catch (IllegalArgumentException | IllegalStateException | IOException e) {
        continue;
      }
      assertFalseLineEnds(message);
      fields.addAll(fieldNames(message));
      fields.remove(text); // the name of the field
    }
    fields.removeAll(OWN_FIELDS);
    assertEquals(new TreeSet<>(), fields, use);
  }

  /** A use that rejected everything would prove nothing. */
  @ParameterizedTest
  @MethodSource("writings")
  void harmlessTextIsWritten(String use) {
    TextUses.Writing writing = TextUses.WRITINGS.get(use);
    assertTrue(HARMLESS.stream().anyMatch(text -> isWritten(writing, text)), use);
  }

  private static boolean isWritten(TextUses.Writing writing, String text) {
    try {
      return !TextUses.written(writing.write(TextUses.builder(), text)).isEmpty();
    } catch (Exception e) {
      return false;
    }
  }

  private static final Pattern BARE =
      Pattern.compile("\r(?!\n)|(?<!\r)\n|[\\x00-\\x08\\x0b-\\x1f]");
  private static final Pattern FIELD = Pattern.compile("(?m)^([!-9;-~]+):");

  /** The fields that a message of these tests may have. */
  private static final List<String> OWN_FIELDS =
      List.of(
          "From",
          "Sender",
          "To",
          "Cc",
          "Reply-To",
          "Subject",
          "Date",
          "Message-ID",
          "In-Reply-To",
          "References",
          "Auto-Submitted",
          "MIME-Version",
          "Content-Type",
          "Content-Transfer-Encoding",
          "Content-Disposition",
          "Content-ID",
          "DKIM-Signature",
          "X-A");

  private static void assertFalseLineEnds(String message) {
    String lines = message.replace("\r\n", "");
    assertTrue(!BARE.matcher(lines).find(), () -> quoted(message));
  }

  private static List<String> fieldNames(String message) {
    return FIELD.matcher(message).results().map(found -> found.group(1)).toList();
  }

  // --- values

  static Stream<String> values() {
    return TextUses.VALUES.keySet().stream();
  }

  private static final Pattern LINE_END = Pattern.compile("[\r\n\0]");

  /** Accepted values are tried in commands above; a line ending is not accepted. */
  @ParameterizedTest
  @MethodSource("values")
  void valueRejectsLineEndings(String use) {
    for (String text : hostileTexts().filter(LINE_END.asPredicate()).toList()) {
      boolean taken;
      try {
        TextUses.VALUES.get(use).accept(text);
        taken = true;
      } catch (IllegalArgumentException e) {
        taken = false;
      }
      assertEquals(false, taken, () -> use + " takes " + quoted(text));
    }
  }

  // --- completeness

  @Test
  void everyTextParameterOfEveryModuleIsListed() {
    var known = new TreeSet<String>();
    known.addAll(TextUses.VERBS.keySet());
    known.addAll(TextUses.OPTIONS.keySet());
    known.addAll(TextUses.WRITINGS.keySet());
    known.addAll(TextUses.VALUES.keySet());
    known.addAll(TextUses.ELSEWHERE.keySet());
    known.removeIf(name -> name.endsWith(" name"));
    assertEquals(
        BuiltModules.published()
            .flatMap(TextParametersIT::exportedClasses)
            .flatMap(TextParametersIT::takingText)
            .collect(toCollection(TreeSet::new)),
        known);
  }

  private static Stream<Class<?>> exportedClasses(ModuleReference reference) {
    Module module = ModuleLayer.boot().findModule(BuiltModules.name(reference)).orElseThrow();
    try (ModuleReader reader = reference.open();
        Stream<String> files = reader.list()) {
      return files
          .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
          .map(file -> file.substring(0, file.length() - ".class".length()).replace('/', '.'))
          .filter(name -> isExported(module, name.substring(0, name.lastIndexOf('.'))))
          .<Class<?>>map(name -> Class.forName(module, name))
          .filter(TextParametersIT::isPublic)
          // The text of an exception comes from whoever throws it.
          .filter(type -> !Throwable.class.isAssignableFrom(type) && !type.isEnum())
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isExported(Module module, String packageName) {
    return module.isExported(packageName);
  }

  private static boolean isPublic(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return Modifier.isPublic(type.getModifiers()) && (outer == null || isPublic(outer));
  }

  private static Stream<String> takingText(Class<?> type) {
    return Stream.<Executable>concat(
            Arrays.stream(type.getDeclaredMethods()), Arrays.stream(type.getDeclaredConstructors()))
        .filter(code -> Modifier.isPublic(code.getModifiers()) && !code.isSynthetic())
        .filter(code ->
            Arrays.stream(code.getGenericParameterTypes()).anyMatch(TextParametersIT::isText))
        .filter(code -> !code.getName().equals("equals"))
        .map(TextParametersIT::signature);
  }

  private static boolean isText(Type type) {
    String name = type.getTypeName();
    return name.contains("java.lang.String") || name.contains("java.lang.CharSequence");
  }

  private static String signature(Executable code) {
    String types =
        Arrays.stream(code.getParameterTypes())
            .map(Class::getSimpleName)
            .collect(Collectors.joining(","));
    String name = code.getName().startsWith("smtp.") ? "" : "." + code.getName();
    return code.getDeclaringClass().getSimpleName() + name + "(" + types + ")";
  }
}
