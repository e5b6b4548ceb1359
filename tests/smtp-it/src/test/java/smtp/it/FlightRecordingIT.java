package smtp.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Content;
import smtp.api.Credentials;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.api.SmtpConnectException;
import smtp.api.SmtpException;
import smtp.api.SmtpSession;
import smtp.core.SmtpClient;
import smtp.testkit.Dialogue;
import smtp.testkit.ScriptedServer;

/** The events of the flight recorder, and runtimes without a recorder. */
class FlightRecordingIT {

  private static final String MAIL =
      """
      C: MAIL FROM:<ann@example.org>
      S: 250 ok
      C: RCPT TO:<bob@example.net>
      S: 250 ok
      C: RCPT TO:<cyd@example.net>
      S: 550 no
      C: DATA
      S: 354 go
      DATA *
      """;

  @TempDir private Path folder;

  private static Mail mail() {
    return Mail.of(
        Envelope.of("ann@example.org", "bob@example.net", "cyd@example.net"),
        Content.of("Subject: x\n\nx\n"));
  }

  /** Sends a message while a recording runs, and returns its events. */
  private List<RecordedEvent> recorded(String script) throws Exception {
    Path file = folder.resolve("recording.jfr");
    try (Recording recording = new Recording();
        ScriptedServer server =
            ScriptedServer.start(
                Dialogue.of("S: 220 hi\nC: EHLO *\nS: 250 hi\n" + MAIL + script))) {
      Stream.of("Session", "Connect", "Command", "Send")
          .forEach(name -> recording.enable("smtp." + name).withoutThreshold());
      recording.start();
      try (SmtpSession session =
          SmtpClient.builder(server.host(), server.port()).build().connect()) {
        session.send(mail());
      } catch (SmtpException e) {
        // The test is about the event.
      }
      server.assertCompleted();
      recording.stop();
      recording.dump(file);
    }
    return events(file);
  }

  private static List<RecordedEvent> events(Path file) throws IOException {
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().startsWith("smtp."))
        .toList();
  }

  private static RecordedEvent only(String name, List<RecordedEvent> events) {
    List<RecordedEvent> found =
        events.stream().filter(event -> event.getEventType().getName().equals(name)).toList();
    assertEquals(1, found.size(), () -> name + " in " + events);
    return found.getFirst();
  }

  @Test
  void eventsDescribeASend() throws Exception {
    List<RecordedEvent> events = recorded("S: 250 ok\nC: QUIT\nS: 221 bye\n");
    RecordedEvent send = only("smtp.Send", events);
    assertEquals(2, send.getInt("recipients"));
    assertEquals(1, send.getInt("accepted"));
    assertEquals(250, send.getInt("code"));
    assertTrue(only("smtp.Connect", events).getString("server").startsWith("localhost:"));
    assertEquals(6, only("smtp.Session", events).getInt("commands"));
    assertEquals(
        List.of(
            "EHLO 250", "MAIL 250", "RCPT 250", "RCPT 550", "DATA 354", "content 250", "QUIT 221"),
        events.stream()
            .filter(event -> event.getEventType().getName().equals("smtp.Command"))
            .map(event -> event.getString("verb") + " " + event.getInt("code"))
            .toList());
    assertFalse(events.toString().contains("example.net"), events::toString);
  }

  @Test
  void eventsDescribeALostReply() throws Exception {
    List<RecordedEvent> events = recorded("CLOSE\n");
    assertEquals(0, only("smtp.Send", events).getInt("code"));
    assertEquals(
        "SmtpServerDisconnectedException", only("smtp.Session", events).getString("failure"));
  }

  @Test
  void eventsDescribeAServerThatDoesNotListen() throws Exception {
    Path file = folder.resolve("recording.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("smtp.Connect").withoutThreshold();
      recording.start();
      SmtpClient client = SmtpClient.builder("no-such-host.invalid", 25).build();
      assertThrows(SmtpConnectException.class, client::connect);
      recording.stop();
      recording.dump(file);
    }
    RecordedEvent connect = only("smtp.Connect", events(file));
    assertEquals("SmtpConnectException", connect.getString("failure"));
  }

  @Test
  void eventsContainNoSecret() throws Exception {
    Path file = folder.resolve("recording.jfr");
    String plain = Base64.getEncoder().encodeToString("\0tim\0tanstaaftanstaaf".getBytes(UTF_8));
    String login =
        "C: EHLO *\nS: 250-hi\nS: 250 AUTH PLAIN\nC: AUTH PLAIN *\nS: 535 not "
            + plain
            + "\nC: QUIT\nS: 221 bye\n";
    try (Recording recording = new Recording();
        ScriptedServer server = ScriptedServer.start(Dialogue.of("S: 220 hi\n" + login))) {
      Stream.of("Session", "Connect", "Command", "Send")
          .forEach(name -> recording.enable("smtp." + name).withoutThreshold());
      recording.start();
      SmtpClient client =
          SmtpClient.builder(server.host(), server.port())
              .credentials(Credentials.password("tim", "tanstaaftanstaaf"))
              .allowUnencryptedCredentials()
              .build();
      assertThrows(SmtpException.class, client::connect);
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> events = events(file);
    assertEquals(3, only("smtp.Session", events).getInt("commands"));
    for (String trace :
        List.of("tanstaaf", "dGFuc3RhYWZ0", "RhbnN0YWFmdGFu", "0YW5zdGFhZnRhb", plain)) {
      assertFalse(events.toString().contains(trace), () -> trace + " in " + events);
    }
  }

  private static ChildProcess send(String... options) {
    return ChildProcess.java().with((Object[]) options);
  }

  /** Lets the example send to a port where no server listens, and returns its output. */
  private static String ran(ChildProcess send) throws Exception {
    ChildProcess.Result outcome =
        send.with("--server", "smtp://no-such-host.invalid:25", "--from", "ann@example.org")
            .with("--to", "bob@example.net", "--subject", "Hi", "--text", "Hello\n")
            .run(Map.of());
    assertEquals(1, outcome.status(), outcome.output());
    assertTrue(outcome.output().contains("there is no host of that name"), outcome.output());
    return outcome.output();
  }

  private static String classPath() throws IOException {
    try (Stream<Path> files = Files.list(ChildProcess.MODULES)) {
      return files.map(Path::toString).collect(joining(File.pathSeparator));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void recordingOfAProgramContainsTheEvents(boolean onTheModulePath) throws Exception {
    Path file = folder.resolve("program.jfr");
    String recording = "-XX:StartFlightRecording=filename=" + file + ",settings=profile";
    ran(
        onTheModulePath
            ? send(recording, "--module-path", ChildProcess.MODULES.toString())
                .with("--module", "examples.send/examples.send.Send")
            : send(recording, "--class-path", classPath(), "examples.send.Send"));
    assertEquals("SmtpConnectException", only("smtp.Connect", events(file)).getString("failure"));
  }

  @Test
  void runtimeWithoutARecorderWorks() throws Exception {
    ran(
        send("--module-path", ChildProcess.MODULES.toString(), "--limit-modules")
            .with("examples.send,smtp.auth,smtp.tls")
            .with("--module", "examples.send/examples.send.Send"));
    ran(
        send("--limit-modules", "java.base", "--class-path", classPath())
            .with("examples.send.Send"));
    ran(ChildProcess.program(ChildProcess.EXAMPLES.resolve("trimmed/target/image/bin/send")));
  }
}
