package smtp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smtp.testkit.Dialogue;
import smtp.testkit.ScriptedServer;
import smtp.testkit.TestCertificates;

/** {@code examples/custom-mechanism}: a mechanism that only needs to be on the path. */
class CustomMechanismExampleIT {

  private static final Path FOLDER = ChildProcess.EXAMPLES.resolve("custom-mechanism");

  @TempDir private Path folder;

  @Test
  @Tag("S82")
  void logsInWithAMechanismThatTheLibraryDoesNotKnow() throws Exception {
    assertLogsIn(
        ChildProcess.java()
            .with("--module-path", path(ChildProcess.MODULES.toString()))
            .with("--module", "examples.application/examples.application.Login"));
  }

  @Test
  void findsTheMechanismOnTheClassPathToo() throws Exception {
    assertLogsIn(
        ChildProcess.java()
            .with("--class-path", path(ChildProcess.MODULES + "/*"))
            .with("examples.application.Login"));
  }

  @Test
  void bothDeclarationsNameTheSameProvider() throws Exception {
    try (var mechanism = new JarFile(jar(FOLDER.resolve("mechanism/target")).toFile())) {
      var moduleInfo = mechanism.getInputStream(mechanism.getEntry("module-info.class"));
      for (var provides : ModuleDescriptor.read(moduleInfo).provides()) {
        var file = mechanism.getEntry("META-INF/services/" + provides.service());
        byte[] providers = mechanism.getInputStream(file).readAllBytes();
        assertEquals(
            provides.providers(), new String(providers, StandardCharsets.UTF_8).lines().toList());
      }
    }
  }

  private void assertLogsIn(ChildProcess login) throws Exception {
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
          login
              .with("smtps://localhost:" + server.port(), authority, "ann")
              .run(Map.of("TICKET", "platform9"));
      assertEquals(0, outcome.status(), outcome.output());
      assertTrue(outcome.output().contains("logged in"), outcome.output());
      assertFalse(outcome.output().contains("platform9"), "the ticket shows");
      server.assertCompleted();
    }
  }

  private static String path(String library) throws Exception {
    return String.join(
        File.pathSeparator,
        library,
        jar(FOLDER.resolve("mechanism/target")).toString(),
        jar(FOLDER.resolve("application/target")).toString());
  }

  private static Path jar(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).findFirst().orElseThrow();
    }
  }
}
