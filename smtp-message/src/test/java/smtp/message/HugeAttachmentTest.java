package smtp.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import smtp.message.internal.encoding.Base64Lines;

/** Writing an attachment takes the same memory, whatever its size. */
class HugeAttachmentTest {

  @Test
  @Timeout(600)
  void oneGibibyteIsWrittenWithinAHeapOf32Mebibytes() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(
                List.of(
                    java.toString(), "-Xmx32m", "-cp", classPath(), HugeAttachment.class.getName()))
            .redirectErrorStream(true)
            .start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    assertEquals(0, process.waitFor(), output);
    assertEquals(String.valueOf(Base64Lines.size(HugeAttachment.SIZE)), output);
  }

  /** The modules under test are on the class path of that process. */
  private static String classPath() throws Exception {
    String name = HugeAttachment.class.getSimpleName() + ".class";
    Path file = Path.of(HugeAttachment.class.getResource(name).toURI());
    Path tests = file.getParent().getParent().getParent();
    return String.join(
        File.pathSeparator,
        tests.toString(),
        System.getProperty("jdk.module.path", ""),
        System.getProperty("java.class.path", ""));
  }
}
