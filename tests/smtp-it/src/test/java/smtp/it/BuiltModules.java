package smtp.it;

import java.lang.module.ModuleReference;
import java.lang.module.ResolvedModule;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Our modules as the build has packed them, found where these tests read them from. */
final class BuiltModules {
  private BuiltModules() {}

  /** Every published module. */
  static Stream<ModuleReference> published() {
    return ModuleLayer.boot().configuration().modules().stream()
        .map(ResolvedModule::reference)
        .filter(module -> name(module).startsWith("smtp.") && !name(module).equals("smtp.it"));
  }

  /** The modules that an application in production runs with. */
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
