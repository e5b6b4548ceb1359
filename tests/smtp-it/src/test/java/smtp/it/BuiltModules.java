package smtp.it;

import java.lang.module.ModuleReference;
import java.lang.module.ResolvedModule;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The library's modules as built, from the module path of these tests. */
final class BuiltModules {
  private BuiltModules() {}

  /** Returns every published module. */
  static Stream<ModuleReference> published() {
    return ModuleLayer.boot().configuration().modules().stream()
        .map(ResolvedModule::reference)
        .filter(module -> name(module).startsWith("smtp.") && !name(module).equals("smtp.it"));
  }

  /** Returns the modules that an application uses in production. */
  static Stream<ModuleReference> production() {
    return published().filter(module -> !name(module).equals("smtp.testkit"));
  }

  static String name(ModuleReference module) {
    return module.descriptor().name();
  }

  static Path jar(ModuleReference module) {
    return Path.of(module.location().orElseThrow());
  }
}
