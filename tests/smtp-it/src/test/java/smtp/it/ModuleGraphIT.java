package smtp.it;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the modules export, require and provide is what was reviewed. */
class ModuleGraphIT {
  private static final Path REVIEWED = Path.of("src", "test", "resources", "modules");

  @Test
  void everyPublishedModuleIsReviewed() throws IOException {
    try (Stream<Path> reviewed = Files.list(REVIEWED)) {
      assertEquals(
          reviewed.map(file -> file.getFileName().toString().replace(".txt", "")).collect(toSet()),
          BuiltModules.published().map(BuiltModules::name).collect(toSet()));
    }
  }

  @ParameterizedTest
  @MethodSource("smtp.it.BuiltModules#published")
  void descriptionIsTheReviewedOne(ModuleReference module) throws IOException {
    Path reviewed = REVIEWED.resolve(BuiltModules.name(module) + ".txt");
    assertEquals(
        Files.readString(reviewed),
        description(module),
        () -> "If this change of the module is meant, put the new description into " + reviewed);
  }

  @ParameterizedTest
  @MethodSource("smtp.it.BuiltModules#published")
  void requiresOnlyModulesThatItsClassesUse(ModuleReference module) {
    Set<String> unused = required(module, false);
    unused.removeAll(used(module));
    assertEquals(Set.of(), unused, () -> BuiltModules.name(module));
  }

  @ParameterizedTest
  @MethodSource("smtp.it.BuiltModules#production")
  void requiresOnlyJavaBaseOfTheJdk(ModuleReference module) {
    Stream<String> needed =
        required(module, false).stream().filter(name -> name.matches("(java|jdk)\\..*"));
    assertEquals(Set.of("java.base"), needed.collect(toSet()), () -> BuiltModules.name(module));
  }

  @ParameterizedTest
  @ValueSource(strings = {"smtp.auth", "smtp.tls"})
  void providerExportsNothing(String name) {
    ModuleDescriptor provider = ModuleLayer.boot().findModule(name).orElseThrow().getDescriptor();
    assertEquals(Set.of(), provider.exports());
    assertEquals(Set.of(), provider.opens());
  }

  /** Returns what {@code jar --describe-module} prints, without the jar's version and location. */
  private static String description(ModuleReference module) {
    String description =
        JdkTool.run("jar", "--describe-module", "--file", BuiltModules.jar(module).toString());
    return description.replaceFirst("@.*", "").strip() + "\n";
  }

  private static Set<String> required(ModuleReference module, boolean optional) {
    return module.descriptor().requires().stream()
        .filter(required -> required.modifiers().contains(Requires.Modifier.STATIC) == optional)
        .map(Requires::name)
        .collect(toSet());
  }

  /** Returns the modules that the class files refer to. */
  private static Set<String> used(ModuleReference module) {
    String arrow = BuiltModules.name(module) + " -> ";
    return JdkTool.run(
            "jdeps",
            "-summary",
            "--multi-release=base",
            "--module-path=" + System.getProperty("jdk.module.path"),
            "--module=" + BuiltModules.name(module))
        .lines()
        .filter(line -> line.startsWith(arrow))
        .map(line -> line.substring(arrow.length()))
        .collect(toSet());
  }
}
