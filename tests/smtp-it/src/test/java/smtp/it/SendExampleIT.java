package smtp.it;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code examples/send} in each way that a user may run it, with a third-party server. */
class SendExampleIT {

  private static final Map<String, String> PASSWORD = Map.of("SMTP_PASSWORD", MailServer.PASSWORD);

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init")
  private MailServer server;

  @BeforeEach
  void start() throws Exception {
    server = MailServer.start(folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private ChildProcess arguments(ChildProcess send) {
    return send.with("--server", server.url(), "--trust", server.authority())
        .with("--user", MailServer.USER, "--from", "Ann <ann@example.org>")
        .with("--to", MailServer.USER, "--subject", "Hi", "--text", "Hello\n.dot\n")
        .with("--copy", folder.resolve("sent.eml"), "--trace");
  }

  private void assertArrives(ChildProcess send) throws Exception {
    ChildProcess.Result outcome = arguments(send).run(PASSWORD);
    assertEquals(0, outcome.status(), outcome.output());
    assertTrue(outcome.output().contains("bob@example.org accepted: 250"), outcome.output());
    assertFalse(outcome.output().contains(MailServer.PASSWORD), "the output contains the password");
    assertTrue(
        MailServer.isStoredAs(server.stored(), Files.readAllBytes(folder.resolve("sent.eml"))));
  }

  @Test
  @Tag("S134")
  void sendsFromTheModulePath() throws Exception {
    assertArrives(
        ChildProcess.java()
            .with("--module-path", ChildProcess.MODULES)
            .with("--module", "examples.send/examples.send.Send"));
  }

  @Test
  void sendsFromTheClassPath() throws Exception {
    assertArrives(onTheClassPath(jar -> true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"smtp-auth", "smtp-tls"})
  void classPathWithoutProvidersNamesTheArtifactToAdd(String artifact) throws Exception {
    ChildProcess send = onTheClassPath(jar -> !jar.startsWith(artifact));
    ChildProcess.Result outcome = arguments(send).run(PASSWORD);
    assertEquals(1, outcome.status(), outcome.output());
    assertTrue(
        outcome.output().contains("add smtp:" + artifact + " to the class path"), outcome.output());
    assertEquals(0, server.messages());
  }

  private static ChildProcess onTheClassPath(Predicate<String> chosen) throws Exception {
    try (Stream<Path> files = Files.list(ChildProcess.MODULES)) {
      String jars =
          files
              .filter(file -> chosen.test(file.getFileName().toString()))
              .map(Path::toString)
              .collect(joining(File.pathSeparator));
      return ChildProcess.java().with("--class-path", jars, "examples.send.Send");
    }
  }

  @Test
  void sendsFromALinkedRuntime() throws Exception {
    Path image = ChildProcess.EXAMPLES.resolve("trimmed/target/image");
    assertArrives(ChildProcess.program(image.resolve("bin/send")));
    long size = size(image);
    System.out.println("the linked runtime has " + size / (1 << 20) + " MiB");
    assertTrue(size <= 45L << 20, () -> "the linked runtime has grown to " + size + " bytes");
  }

  private static long size(Path folder) throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  @Test
  void runtimeWithoutMechanismsNamesTheModuleToAdd() throws Exception {
    ChildProcess send = ChildProcess.program(link("smtp.tls").resolve("bin/send"));
    ChildProcess.Result outcome = arguments(send).run(PASSWORD);
    assertEquals(1, outcome.status(), outcome.output());
    assertTrue(outcome.output().contains("add smtp:smtp-auth to"), outcome.output());
    assertEquals(0, server.messages());
  }

  @Test
  void runtimeWithoutTlsNamesTheModuleToAdd() throws Exception {
    ChildProcess send = ChildProcess.program(link("smtp.auth").resolve("bin/send"));
    ChildProcess.Result outcome = arguments(send).run(PASSWORD);
    assertEquals(1, outcome.status(), outcome.output());
    assertTrue(outcome.output().contains("add smtp:smtp-tls to"), outcome.output());
    assertEquals(0, server.messages());
  }

  private Path link(String provider) {
    Path image = folder.resolve("image");
    int status =
        ToolProvider.findFirst("jlink")
            .orElseThrow()
            .run(
                System.out,
                System.err,
                "--module-path=" + ChildProcess.MODULES,
                "--add-modules=examples.send,jdk.crypto.ec," + provider,
                "--launcher=send=examples.send/examples.send.Send",
                "--output=" + image);
    assertEquals(0, status);
    return image;
  }

  @Test
  void wrongPasswordIsReportedClearly() throws Exception {
    ChildProcess send =
        arguments(
            ChildProcess.java()
                .with("--module-path", ChildProcess.MODULES)
                .with("--module", "examples.send/examples.send.Send"));
    ChildProcess.Result outcome = send.run(Map.of("SMTP_PASSWORD", "not the password"));
    assertEquals(1, outcome.status(), outcome.output());
    assertTrue(outcome.output().contains("refused the login"), outcome.output());
    assertFalse(outcome.output().contains("not the password"), outcome.output());
    assertEquals(0, server.messages());
  }
}
