package smtp.it;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rules that the compiler does not check, verified with the class files. (That no public signature
 * names an internal type is checked by {@code -Xlint:exports}.)
 */
class CodeRulesIT {
  /** Classes that may lock, because none of them does I/O or waits while it holds the lock. */
  private static final Set<String> MAY_LOCK =
      Set.of(
          "smtp.api.Credentials$Password", // a password is never copied while it is being wiped
          "smtp.core.internal.net.Guard"); // one thread is started, and ends when idle

  private static final Pattern CLASS =
      Pattern.compile("^[a-z ]*(?:class|interface|enum) ([\\w.$]+)", Pattern.MULTILINE);

  /** Before Java 24, a virtual thread that waits in {@code synchronized} blocks its carrier. */
  @ParameterizedTest
  @MethodSource("smtp.it.BuiltModules#production")
  void onlyListedClassesLock(ModuleReference module) throws IOException {
    Set<String> locking = classesWith(module, "^  [a-z ]*\\bsynchronized\\b|\\bmonitorenter$");
    locking.removeAll(MAY_LOCK);
    assertEquals(Set.of(), locking);
  }

  @ParameterizedTest
  @MethodSource("smtp.it.BuiltModules#production")
  void noClassPrintsToStandardOutput(ModuleReference module) throws IOException {
    assertEquals(
        Set.of(),
        classesWith(module, "Field java/lang/System\\.(out|err):|Method .*\\.printStackTrace:"));
  }

  /** Returns the classes whose code, as printed by {@code javap}, contains such a line. */
  private static Set<String> classesWith(ModuleReference module, String line) throws IOException {
    var pattern = Pattern.compile(line, Pattern.MULTILINE);
    return Arrays.stream(disassembled(module).split("(?m)^Compiled from .*$"))
        .filter(code -> pattern.matcher(code).find())
        .map(CodeRulesIT::className)
        .collect(toSet());
  }

  private static String className(String code) {
    Matcher name = CLASS.matcher(code);
    return name.find() ? name.group(1) : code;
  }

  private static String disassembled(ModuleReference module) throws IOException {
    var arguments =
        new ArrayList<>(List.of("-p", "-c", "-cp", BuiltModules.jar(module).toString()));
    try (ModuleReader reader = module.open();
        Stream<String> files = reader.list()) {
      files
          .filter(file -> file.matches("smtp/.*(?<!-info)\\.class"))
          .map(file -> file.replace(".class", "").replace('/', '.'))
          .forEach(arguments::add);
    }
    return JdkTool.run("javap", arguments.toArray(String[]::new));
  }
}
