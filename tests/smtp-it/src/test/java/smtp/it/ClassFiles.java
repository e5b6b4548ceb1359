package smtp.it;

import java.lang.module.ModuleReference;
import java.util.regex.Pattern;

/** What the class files of a module refer to, as {@code jdeps} reads them. */
final class ClassFiles {
  private static final Pattern ARROW =
      Pattern.compile("^ +(smtp\\.\\S+) +-> (smtp\\.\\S+) ", Pattern.MULTILINE);

  private ClassFiles() {}

  /** Returns which top-level class of the module needs which other one of it. */
  static Graph classes(ModuleReference module) {
    Graph graph = new Graph();
    ARROW
        .matcher(jdeps(module))
        .results()
        .filter(found -> module.descriptor().packages().contains(packageOf(found.group(2))))
        .forEach(found -> graph.add(topLevel(found.group(1)), topLevel(found.group(2))));
    return graph;
  }

  /** Returns which package of the module needs which other one of it. */
  static Graph packages(Graph classes) {
    return classes.renamed(ClassFiles::packageOf);
  }

  static String packageOf(String className) {
    return className.substring(0, className.lastIndexOf('.'));
  }

  private static String topLevel(String className) {
    return className.replaceFirst("\\$.*", "");
  }

  private static String jdeps(ModuleReference module) {
    return JdkTool.run(
        "jdeps",
        "-verbose:class",
        "-filter:none",
        "--multi-release=base",
        "--module-path=" + System.getProperty("jdk.module.path"),
        "--module=" + BuiltModules.name(module));
  }
}
