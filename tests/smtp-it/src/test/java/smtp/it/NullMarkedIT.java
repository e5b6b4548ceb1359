package smtp.it;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.module.ModuleReference;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** NullAway checks only packages that are marked. */
class NullMarkedIT {
  @ParameterizedTest
  @MethodSource("smtp.it.BuiltModules#published")
  void everyPackageIsNullMarked(ModuleReference reference) {
    Module module = ModuleLayer.boot().findModule(BuiltModules.name(reference)).orElseThrow();
    assertEquals(
        Set.of(),
        module.getPackages().stream().filter(name -> !isNullMarked(module, name)).collect(toSet()));
  }

  private static boolean isNullMarked(Module module, String packageName) {
    var packageInfo = Class.forName(module, packageName + ".package-info");
    return packageInfo != null && packageInfo.isAnnotationPresent(NullMarked.class);
  }
}
