package smtp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smtp.testkit.Dialogue;
import smtp.testkit.ScriptedServer;
import smtp.testkit.TestCertificates;

/** {@code examples/custom-mechanism}: a mechanism that only needs to be on the module path. */
class CustomMechanismExampleIT {

  private static final Path FOLDER = ChildProcess.EXAMPLES.resolve("custom-mechanism");

  @TempDir private Path folder;

  @Test
  @Tag("S82")
  void logsInWithAMechanismThatTheLibraryDoesNotKnow() throws Exception {
    Dialogue dialogue =
        Dialogue.of(
            """
            TLS
            S: 220 mail.example.org
            C: EHLO *
            S: 250-mail.example.org
            S: 250 AUTH PLAIN X-TICKET
            C: AUTH X-TICKET YW5u
            S: 334\\x20
            C: cGxhdGZvcm05
            S: 235 welcome
            C: QUIT
            S: 221 bye
            """);
    try (var server = ScriptedServer.start(dialogue)) {
      Path authority = TestCertificates.writeAuthorityPem(folder.resolve("ca.pem"));
      ChildProcess.Result outcome =
          ChildProcess.java()
              .with("--module-path", modulePath())
              .with("--module", "examples.application/examples.application.Login")
              .with("smtps://localhost:" + server.port(), authority, "ann")
              .run(Map.of("TICKET", "platform9"));
      assertEquals(0, outcome.status(), outcome.output());
      assertTrue(outcome.output().contains("logged in"), outcome.output());
      assertFalse(outcome.output().contains("platform9"), "the ticket shows");
      server.assertCompleted();
    }
  }

  private static String modulePath() throws Exception {
    return String.join(
        File.pathSeparator,
        ChildProcess.MODULES.toString(),
        jar(FOLDER.resolve("mechanism/target")).toString(),
        jar(FOLDER.resolve("application/target")).toString());
  }

  private static Path jar(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).findFirst().orElseThrow();
    }
  }
}
