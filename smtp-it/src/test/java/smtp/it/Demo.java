package smtp.it;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import smtp.testkit.TestCertificates;

/**
 * The main job in one command: an embedded mail server with TLS and an account, the {@code send}
 * example as a user would start it, and a look into the mailbox.
 */
public final class Demo {

  private static final String USER = "bob@example.org";
  private static final String PASSWORD = "correct horse battery staple";
  private static final long PATIENCE_SECONDS = 60;

  private final Path work;
  private final Path modules;

  private Demo(Path work, Path modules) {
    this.work = work;
    this.modules = modules;
  }

  /** Takes a directory to work in and one with the built modules; exits with 0 if it arrived. */
  public static void main(String[] arguments) throws Exception {
    Path work = Files.createDirectories(Path.of(arguments[0]));
    boolean arrived = new Demo(work, Path.of(arguments[1])).run();
    System.exit(arrived ? 0 : 1);
  }

  private boolean run() throws Exception {
    GreenMail server = startServer();
    try {
      title("The session, as it went over the wire");
      int status = send(server.getSmtps().getPort());
      byte[] stored = stored(server);
      Files.write(work.resolve("stored.eml"), stored);
      byte[] sent = Files.readAllBytes(copy());
      title("The message, as the server stored it");
      System.out.println(new String(stored, StandardCharsets.UTF_8));
      boolean arrived = status == 0 && endsWith(stored, sent);
      title(
          arrived
              ? "It arrived, byte for byte: " + sent.length + " octets"
              : "It did NOT arrive as it was sent (send ended with " + status + ")");
      return arrived;
    } finally {
      server.stop();
    }
  }

  private GreenMail startServer() throws Exception {
    Path keys = Files.write(work.resolve("server.p12"), keyStore());
    // GreenMail's own certificate names no host, so that no client should accept it.
    System.setProperty("greenmail.tls.keystore.file", keys.toString());
    System.setProperty("greenmail.tls.keystore.password", "changeit");
    TestCertificates.writeAuthorityPem(work.resolve("ca.pem"));
    GreenMail server =
        new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS).dynamicPort());
    server.start();
    server.setUser(USER, USER, PASSWORD);
    return server;
  }

  private static byte[] keyStore() {
    return TestCertificates.trusted().pkcs12("changeit".toCharArray());
  }

  private Path copy() {
    return work.resolve("sent.eml");
  }

  private int send(int port) throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--module-path=" + modules,
            "--module=examples.send/examples.send.Send",
            "--server",
            "smtps://localhost:" + port,
            "--trust",
            work.resolve("ca.pem").toString(),
            "--user",
            USER,
            "--from",
            "Ann Example <ann@example.org>",
            "--to",
            USER,
            "--subject",
            "Grüße, the library is alive",
            "--text",
            "Hello Bob,\n\n.this line begins with a dot, and this one ends the paragraph.\n\nAnn\n",
            "--copy",
            copy().toString(),
            "--trace");
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("SMTP_PASSWORD", PASSWORD);
    Process process = builder.start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return -1;
    }
    return process.exitValue();
  }

  private static byte[] stored(GreenMail server) throws Exception {
    ByteArrayOutputStream stored = new ByteArrayOutputStream();
    if (server.waitForIncomingEmail(TimeUnit.SECONDS.toMillis(5), 1)) {
      server.getReceivedMessages()[0].writeTo(stored);
    }
    return stored.toByteArray();
  }

  /**
   * The server puts its trace fields in front (RFC 5321, section 4.4), and GreenMail leaves out the
   * CRLF that ends the last line; the rest is what was sent.
   */
  private static boolean endsWith(byte[] stored, byte[] sent) {
    int length = sent.length - "\r\n".length();
    int start = stored.length - length;
    return length > 0
        && start >= 0
        && Arrays.equals(stored, start, stored.length, sent, 0, length);
  }

  private static void title(String text) {
    System.out.println();
    System.out.println("=== " + text);
  }
}
