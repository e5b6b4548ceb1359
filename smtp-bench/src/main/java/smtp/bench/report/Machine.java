package smtp.bench.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/** The machine and the versions with which the measurements were made. */
final class Machine {

  private Machine() {}

  static Map<String, String> describe() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("date", LocalDate.now(ZoneOffset.UTC).toString());
    facts.put("processor", processor());
    facts.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
    facts.put(
        "load at the start",
        Numbers.text(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put(
        "Java",
        System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"));
    facts.put("Angus Mail", version("angus-mail"));
    facts.put("Commons Net", version("commons-net"));
    facts.put("JMH", version("jmh-core"));
    return facts;
  }

  private static String processor() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }

  /** Returns the version from the name of a library's file. */
  private static String version(String library) {
    String path = System.getProperty("java.class.path");
    for (String file : path.split(java.io.File.pathSeparator, -1)) {
      String name = Path.of(file).getFileName().toString();
      if (name.startsWith(library + "-")) {
        return name.substring(library.length() + 1).replace(".jar", "");
      }
    }
    return "unknown";
  }
}
