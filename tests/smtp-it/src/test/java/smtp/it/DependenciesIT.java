package smtp.it;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleReference;
import java.lang.module.ResolvedModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The library's dependencies are those that were reviewed, with their licences. */
class DependenciesIT {
  private static final Path REVIEWED = Path.of("..", "..", "docs", "dependencies.md");
  private static final Pattern ROW =
      Pattern.compile("^\\| `(.+\\.jar)` \\| [^|]+ \\| (.+) \\|$", Pattern.MULTILINE);

  @Test
  void dependenciesAreTheReviewedOnes() throws IOException {
    var needed = new TreeMap<String, Set<String>>();
    BuiltModules.published().forEach(module -> add(module, BuiltModules.name(module), needed));
    assertEquals(
        reviewed(),
        lines(needed),
        () -> "If this change is meant, review the licences and add them to " + REVIEWED);
  }

  private static String reviewed() throws IOException {
    return ROW.matcher(Files.readString(REVIEWED))
        .results()
        .map(row -> row.group(1) + ": " + row.group(2).replace("`", ""))
        .collect(joining("\n"));
  }

  private static String lines(Map<String, Set<String>> needed) {
    return needed.entrySet().stream()
        .map(jar -> jar.getKey() + ": " + String.join(", ", jar.getValue()))
        .collect(joining("\n"));
  }

  /** Adds the third-party jars that a module needs at run time, and those that these need. */
  private static void add(ModuleReference module, String user, Map<String, Set<String>> needed) {
    for (Requires required : module.descriptor().requires()) {
      boolean isOurs = required.name().matches("(java|jdk|smtp)\\..*");
      if (!isOurs && !required.modifiers().contains(Requires.Modifier.STATIC)) {
        ModuleReference other =
            ModuleLayer.boot()
                .configuration()
                .findModule(required.name())
                .map(ResolvedModule::reference)
                .orElseThrow();
        String jar = BuiltModules.jar(other).getFileName().toString();
        if (needed.computeIfAbsent(jar, name -> new TreeSet<>()).add(user)) {
          add(other, user, needed);
        }
      }
    }
  }
}
