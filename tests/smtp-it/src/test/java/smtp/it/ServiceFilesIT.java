package smtp.it;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Provides;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On the class path {@code META-INF/services} lists providers, on the module path module-info. */
class ServiceFilesIT {
  private static final String FOLDER = "META-INF/services/";

  @ParameterizedTest
  @MethodSource("smtp.it.BuiltModules#published")
  void classPathFindsWhatTheModuleProvides(ModuleReference module) throws IOException {
    assertEquals(provided(module), listed(BuiltModules.jar(module).toFile()));
  }

  private static Set<String> provided(ModuleReference module) {
    return module.descriptor().provides().stream()
        .flatMap(ServiceFilesIT::providers)
        .collect(toSet());
  }

  private static Stream<String> providers(Provides provides) {
    return provides.providers().stream().map(provider -> provides.service() + " by " + provider);
  }

  private static Set<String> listed(File file) throws IOException {
    var listed = new HashSet<String>();
    try (var jar = new JarFile(file)) {
      for (JarEntry entry : jar.stream().filter(e -> e.getName().matches(FOLDER + ".+")).toList()) {
        String service = entry.getName().substring(FOLDER.length());
        var text = new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
        text.lines().forEach(provider -> listed.add(service + " by " + provider));
      }
    }
    return listed;
  }
}
