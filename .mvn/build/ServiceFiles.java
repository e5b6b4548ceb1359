import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes {@code META-INF/services} from a compiled {@code module-info}, which is where services are
 * declared: {@code java ServiceFiles.java CLASSES}. The class path and plugin layers find providers
 * by these files alone.
 */
final class ServiceFiles {
  public static void main(String[] args) throws IOException {
    var classes = Path.of(args[0]);
    var directory = Files.createDirectories(classes.resolve("META-INF/services"));
    try (var moduleInfo = Files.newInputStream(classes.resolve("module-info.class"))) {
      for (var service : ModuleDescriptor.read(moduleInfo).provides()) {
        Files.write(directory.resolve(service.service()), service.providers());
      }
    }
  }
}
