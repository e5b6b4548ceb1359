package smtp.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.api.SmtpSession;
import smtp.core.SmtpClient;

/**
 * Measures how much heap an idle session uses: virtual threads open thousands of sessions, and the
 * used heap is compared before and after, each time after garbage collections. The server runs in a
 * separate process.
 *
 * <p>Arguments: the kind ({@code connected}, {@code used}, which have sent a message, or {@code
 * angus}), and the number of sessions.
 */
public final class IdleSessions {

  /** How many connect at a time, fewer than a server's queue has room for. */
  private static final int AT_A_TIME = 32;

  private static final String LINES = "x".repeat(70).concat("\n").repeat(300);

  private IdleSessions() {}

  /** Measures and prints one line. */
  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("server")) {
      serve();
      return;
    }
    String kind = arguments[0];
    int count = Integer.parseInt(arguments[1]);
    Process server = startServer();
    try (BufferedReader output = server.inputReader()) {
      int port = Integer.parseInt(output.readLine());
      measure(kind, opener(kind, port), count);
    } finally {
      server.destroy();
    }
  }

  private static Callable<AutoCloseable> opener(String kind, int port) {
    SmtpClient client = SmtpClient.builder("127.0.0.1", port).build();
    return switch (kind) {
      case "connected" -> client::connect;
      case "used" -> () -> used(client.connect());
      case "angus" -> () -> angus(port);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private static SmtpSession used(SmtpSession session) throws IOException {
    session.send(Mail.of(Envelope.of("a@b", "c@d"), Content.of("Subject: x\n\n" + LINES)));
    return session;
  }

  private static Transport angus(int port) throws MessagingException {
    Properties properties = new Properties();
    properties.put("mail.smtp.localhost", "localhost");
    Transport transport = Session.getInstance(properties).getTransport("smtp");
    transport.connect("127.0.0.1", port, null, null);
    return transport;
  }

  private static void measure(String kind, Callable<AutoCloseable> opener, int count)
      throws Exception {
    // The first sessions load classes that stay in memory.
    List<AutoCloseable> first = open(opener, AT_A_TIME);
    long before = usedHeap();
    List<AutoCloseable> sessions = open(opener, count);
    long bytes = usedHeap() - before;
    System.out.printf(
        "%s: %d sessions, %d bytes of heap each%n", kind, sessions.size(), bytes / count);
    for (List<AutoCloseable> all : List.of(first, sessions)) {
      for (AutoCloseable session : all) {
        session.close();
      }
    }
  }

  private static List<AutoCloseable> open(Callable<AutoCloseable> opener, int count)
      throws InterruptedException, ExecutionException {
    Semaphore permits = new Semaphore(AT_A_TIME);
    AutoCloseable[] sessions = new AutoCloseable[count];
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<AutoCloseable>> opening =
          IntStream.range(0, count)
              .mapToObj(i -> threads.submit(() -> open(opener, permits)))
              .toList();
      for (int i = 0; i < count; i++) {
        sessions[i] = opening.get(i).get();
      }
    }
    return Arrays.asList(sessions);
  }

  private static AutoCloseable open(Callable<AutoCloseable> opener, Semaphore permits)
      throws Exception {
    permits.acquire();
    try {
      return opener.call();
    } finally {
      permits.release();
    }
  }

  private static long usedHeap() {
    long used = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      used = Math.min(used, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return used;
  }

  // --- the server

  private static Process startServer() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            java,
            "-cp",
            System.getProperty("java.class.path"),
            IdleSessions.class.getName(),
            "server")
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Prints the port, then serves until the process is ended. */
  private static void serve() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress())) {
      System.out.println(server.getLocalPort());
      while (true) {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    }
  }

  private static void serve(Socket client) {
    try (client;
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII), 512)) {
      reply(client, "220 mail.example.org ESMTP");
      boolean content = false;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!content || line.equals(".")) {
          reply(client, answer(line));
          content = line.equals("DATA");
        }
      }
    } catch (IOException e) {
      // The client is gone.
    }
  }

  private static String answer(String line) {
    if (line.startsWith("EHLO")) {
      return "250-mail.example.org\r\n250-PIPELINING\r\n250-SIZE 52428800\r\n250-8BITMIME\r\n"
          + "250-ENHANCEDSTATUSCODES\r\n250-DSN\r\n250-SMTPUTF8\r\n250 CHUNKING";
    }
    return line.equals("DATA") ? "354 go" : line.equals("QUIT") ? "221 bye" : "250 2.0.0 ok";
  }

  private static void reply(Socket client, String text) throws IOException {
    client.getOutputStream().write((text + "\r\n").getBytes(US_ASCII));
  }
}
