package smtp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.spi.ToolProvider;

/** A tool of the JDK, run in this virtual machine. */
final class JdkTool {
  private JdkTool() {}

  /** Runs a tool that has to succeed, and returns what it says. */
  static String run(String tool, String... arguments) {
    var output = new StringWriter();
    var writer = new PrintWriter(output);
    int status = ToolProvider.findFirst(tool).orElseThrow().run(writer, writer, arguments);
    assertEquals(0, status, output::toString);
    return output.toString();
  }
}
