package your.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smtp.testkit.TestCertificates;

/** The built application sends over TLS and with a login: its providers are found. */
class ModularIT {
  @TempDir private Path folder;

  @Test
  void sendsFromTheModulePath() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    assertSends(List.of(java, "-p", "target/modules", "-m", "your.app/your.app.SendOne"));
  }

  @Test
  void sendsFromALinkedRuntime() throws Exception {
    assertSends(List.of("target/image/bin/app"));
  }

  private void assertSends(List<String> program) throws Exception {
    try (var server = Server.start()) {
      var command = new ArrayList<>(program);
      command.add(Server.url(server));
      command.add(TestCertificates.writeAuthorityPem(folder.resolve("ca.pem")).toString());
      assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
      server.assertCompleted();
    }
  }
}
