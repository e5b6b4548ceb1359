package smtp.it;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The main use in one command: an embedded mail server with TLS and an account, the {@code send}
 * example as a user would start it, and the message in the mailbox.
 */
public final class Demo {

  private static final long PATIENCE_SECONDS = 60;

  private final Path work;
  private final Path modules;

  private Demo(Path work, Path modules) {
    this.work = work;
    this.modules = modules;
  }

  /**
   * Takes a working folder and the folder of the built modules; exits with 0 if the message
   * arrived.
   */
  public static void main(String[] arguments) throws Exception {
    Path work = Files.createDirectories(Path.of(arguments[0]));
    boolean arrived = new Demo(work, Path.of(arguments[1])).run();
    System.exit(arrived ? 0 : 1);
  }

  private boolean run() throws Exception {
    Path copy = work.resolve("sent.eml");
    try (MailServer server = MailServer.start(work)) {
      title("The session, as it went over the wire, and the result for each recipient");
      int status = send(server, copy);
      byte[] stored = server.stored();
      byte[] sent = Files.readAllBytes(copy);
      title("The message, as the server stored it");
      System.out.println(new String(stored, StandardCharsets.UTF_8));
      boolean arrived = status == 0 && MailServer.isStoredAs(stored, sent);
      title(
          arrived
              ? "It arrived, byte for byte: " + sent.length + " bytes"
              : "It did NOT arrive as it was sent (send ended with " + status + ")");
      return arrived;
    }
  }

  private int send(MailServer server, Path copy) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command(server, copy)).inheritIO();
    builder.environment().put("SMTP_PASSWORD", MailServer.PASSWORD);
    Process process = builder.start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return -1;
    }
    return process.exitValue();
  }

  private List<String> command(MailServer server, Path copy) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--module-path=" + modules,
        "--module=examples.send/examples.send.Send",
        "--server",
        server.url(),
        "--trust",
        server.authority().toString(),
        "--user",
        MailServer.USER,
        "--from",
        "Ann Example <ann@example.org>",
        "--to",
        MailServer.USER,
        "--subject",
        "Grüße, the library is alive",
        "--text",
        "Hello Bob,\n\n.this line begins with a dot, and this one ends the paragraph.\n\nAnn\n",
        "--copy",
        copy.toString(),
        "--trace");
  }

  private static void title(String text) {
    System.out.println();
    System.out.println("=== " + text);
  }
}
