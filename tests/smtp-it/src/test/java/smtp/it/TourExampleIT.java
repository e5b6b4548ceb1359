package smtp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code examples/tour} with Postfix's submission port. */
class TourExampleIT {

  private static final Path JARS = ChildProcess.EXAMPLES.resolve("tour/target");

  @Test
  void everyCommandIsAnsweredAndExplained() throws Exception {
    RealServers servers = RealServers.running();
    ChildProcess.Result outcome =
        ChildProcess.java()
            .with("--module-path", ChildProcess.MODULES + File.pathSeparator + jar())
            .with("--module", "examples.tour/examples.tour.Tour")
            .with("localhost", servers.port("postfix.submission"), servers.authority())
            .with(
                "alice@example.test",
                "bob@example.test",
                "reject@example.test",
                "defer@example.test")
            .run(Map.of("SMTP_PASSWORD", "alicepw"));
    String output = outcome.output();
    assertEquals(0, outcome.status(), output);
    int read = 0;
    for (String step : STEPS) {
      int found = output.indexOf(step, read);
      assertTrue(found >= 0, () -> step + " is not, or not in this order, in:\n" + output);
      read = found + step.length();
    }
    assertFalse(output.contains("alicepw"), output);
  }

  private static final List<String> STEPS =
      List.of(
          "220 postfix.example.test ESMTP",
          "EHLO [127.0.0.1]",
          "= done",
          "STARTTLS",
          "= done: Other undefined status",
          "EHLO [127.0.0.1]",
          "AUTH SCRAM-SHA-256",
          "= go on",
          "235 2.7.0",
          "= done: Other or undefined security status",
          "VRFY alice@example.test",
          "= done: Other undefined status",
          "MAIL FROM:<alice@example.test> RET=HDRS ENVID=tour",
          "= done: Other address status",
          "RCPT TO:<bob@example.test> NOTIFY=FAILURE,DELAY",
          "= done: Destination address valid",
          "RCPT TO:<reject@example.test> NOTIFY=FAILURE,DELAY",
          "550 5.7.1",
          "= no: Delivery not authorized, message refused",
          "RCPT TO:<defer@example.test> NOTIFY=FAILURE,DELAY",
          "450 4.2.0",
          "= not now: Other or undefined mailbox status",
          "DATA",
          "354",
          "= go on",
          "queued as",
          "= done: Other undefined status",
          "RSET",
          "= done",
          "NOOP",
          "= done",
          "QUIT",
          "221 2.0.0",
          "= done");

  private static Path jar() throws Exception {
    try (Stream<Path> files = Files.list(JARS)) {
      return files.filter(file -> file.toString().endsWith(".jar")).findFirst().orElseThrow();
    }
  }
}
