import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Compiles the modules that the demonstration runs with plain {@code javac}, and runs it: {@code
 * java -classpath LIBRARIES CompileAndRun.java ROOT TARGET}. Checks, tests and jars are left to the
 * other builds.
 */
final class CompileAndRun {
  private static final ToolProvider JAVAC = ToolProvider.findFirst("javac").orElseThrow();

  /** The folders of the modules, each after those that it requires. */
  private static final Map<String, String> MODULES = new LinkedHashMap<>();

  static {
    MODULES.put("smtp.api", "smtp-api");
    MODULES.put("smtp.auth", "smtp-auth");
    MODULES.put("smtp.tls", "smtp-tls");
    MODULES.put("smtp.core", "smtp-core");
    MODULES.put("smtp.message", "smtp-message");
    MODULES.put("smtp.testkit", "smtp-testkit");
    MODULES.put("examples.send", "examples/send");
  }

  private final Path root;
  private final Path target;
  private final String libraries = System.getProperty("java.class.path");

  private CompileAndRun(Path root, Path target) {
    this.root = root;
    this.target = target;
  }

  public static void main(String[] args) throws Exception {
    System.exit(new CompileAndRun(Path.of(args[0]), Path.of(args[1])).run());
  }

  private int run() throws Exception {
    for (Map.Entry<String, String> module : MODULES.entrySet()) {
      compileModule(module.getKey(), root.resolve(module.getValue()));
    }
    compileDemo();
    return demo();
  }

  /** Returns the path on which the compiled modules are, and the libraries. */
  private String modulePath() {
    return modules() + File.pathSeparator + libraries;
  }

  private Path modules() {
    return target.resolve("modules");
  }

  private void compileModule(String name, Path folder) throws IOException {
    System.out.println("Compiling " + name);
    javac(
        sources(folder.resolve("src/main/java")),
        "--module-path=" + modulePath(),
        "-d",
        modules().resolve(name).toString());
  }

  /** The demonstration stands among the integration tests, whose build checks it. */
  private void compileDemo() {
    Path tests = root.resolve("tests/smtp-it/src/test/java/smtp/it");
    System.out.println("Compiling the demonstration");
    javac(
        List.of(tests.resolve("Demo.java"), tests.resolve("MailServer.java")),
        "--class-path=" + classPath(),
        "-d",
        classes().toString());
  }

  private Path classes() {
    return target.resolve("classes");
  }

  private String classPath() {
    return String.join(
        File.pathSeparator,
        classes().toString(),
        modules().resolve("smtp.testkit").toString(),
        libraries);
  }

  private static void javac(List<Path> sources, String... options) {
    var arguments = new ArrayList<>(List.of("--release=21", "-nowarn", "-proc:none"));
    arguments.addAll(List.of(options));
    sources.forEach(source -> arguments.add(source.toString()));
    if (JAVAC.run(System.out, System.err, arguments.toArray(String[]::new)) != 0) {
      System.exit(1);
    }
  }

  private static List<Path> sources(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private int demo() throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "--class-path=" + classPath(),
            "smtp.it.Demo",
            target.resolve("demo").toString(),
            modulePath())
        .inheritIO()
        .start()
        .waitFor();
  }
}
