package smtp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.spi.ToolProvider;

/** Runs a tool of the JDK in this virtual machine. */
final class JdkTool {
  private JdkTool() {}

  /** Runs a tool, which must succeed, and returns its output. */
  static String run(String tool, String... arguments) {
    var output = new StringWriter();
    var writer = new PrintWriter(output);
    int status = ToolProvider.findFirst(tool).orElseThrow().run(writer, writer, arguments);
    assertEquals(0, status, output::toString);
    return output.toString();
  }
}
