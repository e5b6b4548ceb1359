package smtp.it;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.module.ModuleReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rules that the compiler does not know, held against the class files. (It does know that no public
 * signature may name an internal type: {@code -Xlint:exports}.)
 */
class CodeRulesIT {
  /** Classes that may lock, as none of them does I/O, or waits, while it has the lock. */
  private static final Set<String> MAY_LOCK =
      Set.of(
          "smtp.api.Credentials$Password", // a password is never copied while it is wiped
          "smtp.core.internal.net.Guard"); // one thread is started, and ends when idle

  /** A session takes a mechanism of the caller's, a mechanism takes credentials. */
  private static final Set<String> MAY_NEED_EACH_OTHER = Set.of("smtp.api", "smtp.api.spi");

  private static final Pattern CLASS =
      Pattern.compile("^[a-z ]*(?:class|interface|enum) ([\\w.$]+)", Pattern.MULTILINE);

  private static final Pattern DEPENDENCY =
      Pattern.compile("^ +(smtp\\.\\S+) +-> (smtp\\.\\S+) ", Pattern.MULTILINE);

  /** A virtual thread that waits in {@code synchronized} holds its carrier up to Java 23. */
  @ParameterizedTest
  @MethodSource("smtp.it.BuiltModules#production")
  void noClassLocksButThoseWithAReason(ModuleReference module) throws IOException {
    var locking = classesWith(module, "^  [a-z ]*\\bsynchronized\\b|\\bmonitorenter$");
    locking.removeAll(MAY_LOCK);
    assertEquals(Set.of(), locking);
  }

  @ParameterizedTest
  @MethodSource("smtp.it.BuiltModules#production")
  void noClassPrints(ModuleReference module) throws IOException {
    assertEquals(
        Set.of(),
        classesWith(module, "Field java/lang/System\\.(out|err):|Method .*\\.printStackTrace:"));
  }

  @ParameterizedTest
  @MethodSource("smtp.it.BuiltModules#published")
  void noTwoPackagesNeedEachOther(ModuleReference module) {
    var needed = dependencies(module);
    var circular = needed.keySet().stream().filter(name -> reachable(name, needed).contains(name));
    assertEquals(
        Set.of(), circular.filter(name -> !MAY_NEED_EACH_OTHER.contains(name)).collect(toSet()));
  }

  /** The classes in whose code, as {@code javap} writes it, there is a line like this. */
  private static Set<String> classesWith(ModuleReference module, String line) throws IOException {
    var pattern = Pattern.compile(line, Pattern.MULTILINE);
    return Arrays.stream(disassembled(module).split("(?m)^Compiled from .*$"))
        .filter(code -> pattern.matcher(code).find())
        .map(CodeRulesIT::className)
        .collect(toSet());
  }

  private static String className(String code) {
    var name = CLASS.matcher(code);
    return name.find() ? name.group(1) : code;
  }

  private static String disassembled(ModuleReference module) throws IOException {
    var arguments =
        new ArrayList<>(List.of("-p", "-c", "-cp", BuiltModules.jar(module).toString()));
    try (var reader = module.open();
        Stream<String> files = reader.list()) {
      files
          .filter(file -> file.matches("smtp/.*(?<!-info)\\.class"))
          .map(file -> file.replace(".class", "").replace('/', '.'))
          .forEach(arguments::add);
    }
    return JdkTool.run("javap", arguments.toArray(String[]::new));
  }

  private static Map<String, Set<String>> dependencies(ModuleReference module) {
    var said =
        JdkTool.run(
            "jdeps",
            "-verbose:package",
            "-filter:none",
            "--multi-release=base",
            "--module-path=" + System.getProperty("jdk.module.path"),
            "--module=" + BuiltModules.name(module));
    var needed = new HashMap<String, Set<String>>();
    DEPENDENCY
        .matcher(said)
        .results()
        .filter(found -> !found.group(1).equals(found.group(2)))
        .forEach(found ->
            needed.computeIfAbsent(found.group(1), name -> new HashSet<>()).add(found.group(2)));
    return needed;
  }

  private static Set<String> reachable(String from, Map<String, Set<String>> needed) {
    var reachable = new HashSet<String>();
    var open = new ArrayList<>(needed.getOrDefault(from, Set.of()));
    while (!open.isEmpty()) {
      var name = open.removeLast();
      if (reachable.add(name)) {
        open.addAll(needed.getOrDefault(name, Set.of()));
      }
    }
    return reachable;
  }
}
