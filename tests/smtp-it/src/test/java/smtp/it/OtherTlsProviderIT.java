package smtp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smtp.testkit.Dialogue;
import smtp.testkit.ScriptedServer;
import smtp.testkit.TestCertificates;

/** A third-party TLS provider beside the library's own. */
class OtherTlsProviderIT {

  private static final Path SOURCES = Path.of("src", "test", "resources", "other-tls");
  private static final Dialogue SESSION =
      Dialogue.of(
          """
          TLS
          S: 220 mail.example.org
          C: EHLO *
          S: 250 mail.example.org
          C: QUIT
          S: 221 bye
          """);

  @TempDir private static Path folder;

  @BeforeAll
  static void compile() {
    var output = new StringWriter();
    var writer = new PrintWriter(output);
    int status =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(
                writer,
                writer,
                "--module-path",
                ChildProcess.MODULES.toString(),
                "-d",
                folder.resolve("other.tls").toString(),
                SOURCES.resolve("module-info.java").toString(),
                SOURCES.resolve("other/tls/OtherProvider.java").toString(),
                SOURCES.resolve("other/tls/Main.java").toString());
    assertEquals(0, status, output::toString);
  }

  private static ChildProcess.Result run(int port, String... provider) throws Exception {
    Path authority = TestCertificates.writeAuthorityPem(folder.resolve("ca.pem"));
    List<Object> arguments = new ArrayList<>(List.of(port, authority));
    arguments.addAll(List.of(provider));
    return ChildProcess.java()
        .with(
            "--module-path",
            ChildProcess.MODULES + File.pathSeparator + folder.resolve("other.tls"))
        .with("--add-modules", "smtp.tls")
        .with("--module", "other.tls/other.tls.Main")
        .with(arguments.toArray())
        .run(Map.of());
  }

  @Test
  void providerIsUsedIfNamed() throws Exception {
    try (var server = ScriptedServer.start(SESSION)) {
      ChildProcess.Result outcome = run(server.port(), "other");
      assertEquals(0, outcome.status(), outcome::output);
      assertTrue(outcome.output().contains("the other provider was asked"), outcome::output);
      assertTrue(outcome.output().contains("secure: true"), outcome::output);
      server.assertCompleted();
    }
  }

  @Test
  void providerIsNotUsedUnlessNamed() throws Exception {
    try (var server = ScriptedServer.start(SESSION)) {
      ChildProcess.Result outcome = run(server.port());
      assertEquals(0, outcome.status(), outcome::output);
      assertFalse(outcome.output().contains("the other provider was asked"), outcome::output);
      server.assertCompleted();
    }
  }

  @Test
  void unknownNameIsRejectedWithTheNamesThatExist() throws Exception {
    ChildProcess.Result outcome = run(25, "third");
    assertTrue(outcome.status() != 0, outcome::output);
    assertTrue(
        outcome.output().matches("(?s).*third.*(JSSE, other|other, JSSE).*"), outcome::output);
  }
}
