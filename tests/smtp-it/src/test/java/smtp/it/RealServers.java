package smtp.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import smtp.core.SmtpClient;
import smtp.lmtp.LmtpClient;

/**
 * Postfix, Dovecot, aiosmtpd, Haraka and Nodemailer's smtp-server, started by {@code
 * tests/smtp-it/servers/up.sh}. The properties file whose name it prints is given by the system
 * property {@code smtp.servers} or the environment variable {@code SMTP_SERVERS}.
 */
final class RealServers {

  private static final String ABSENT =
      "Skipped, no real servers; start them: export SMTP_SERVERS=$(tests/smtp-it/servers/up.sh)";
  static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final AtomicLong MARKS = new AtomicLong(System.nanoTime());

  private final Properties settings;

  private RealServers(Properties settings) {
    this.settings = settings;
  }

  /** Returns the running servers. If there are none, the calling test is skipped. */
  static RealServers running() throws IOException {
    Path file =
        Optional.ofNullable(System.getProperty("smtp.servers"))
            .or(() -> Optional.ofNullable(System.getenv("SMTP_SERVERS")))
            .filter(name -> !name.isBlank())
            .map(Path::of)
            .orElseGet(RealServers::skip);
    Properties settings = new Properties();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      settings.load(reader);
    }
    return new RealServers(settings);
  }

  private static Path skip() {
    System.out.println(ABSENT);
    return abort(ABSENT);
  }

  String setting(String key) {
    return Objects.requireNonNull(settings.getProperty(key), key);
  }

  int port(String listener) {
    return Integer.parseInt(setting(listener + ".port"));
  }

  Path authority() {
    return Path.of(setting("authority"));
  }

  /** Skips the calling test if this listener is not there, as those from npm without Node.js. */
  void require(String listener) {
    assumeTrue(settings.containsKey(listener + ".port"), listener + " is not running");
  }

  /** Returns a client for a listener, with a host name from its certificate. */
  SmtpClient.Builder smtp(String listener) {
    return SmtpClient.builder("localhost", port(listener)).trust(authority()).timeout(PATIENCE);
  }

  LmtpClient.Builder lmtp(String listener) {
    return LmtpClient.builder("127.0.0.1", port(listener)).timeout(PATIENCE);
  }

  LmtpClient.Builder lmtpOverUnixSocket() {
    return LmtpClient.builder(Path.of(setting("dovecot.lmtp.socket"))).timeout(PATIENCE);
  }

  /** Returns a word that no other message contains. */
  static String mark() {
    return "mark" + MARKS.incrementAndGet() + "x";
  }

  /** Returns a complete header, to which no server has to add a field. */
  static String header(String mark) {
    return "From: alice@example.test\r\nDate: Mon, 23 Nov 2026 12:00:00 +0000\r\nMessage-ID: <"
        + mark
        + "@example.test>\r\nSubject: "
        + mark
        + "\r\n\r\n";
  }

  /**
   * Returns the messages of a mailbox that contain the mark, with one character for each byte and
   * lines ending in CRLF.
   */
  List<String> stored(String server, String mailbox, String mark) throws IOException {
    var search = new MailSearch(folder(server, mailbox), Set.of(mark));
    search.goOn();
    return List.copyOf(search.found().values());
  }

  /** Waits until there are this many, for which an MTA may need a while, and returns them. */
  List<String> stored(String server, String mailbox, String mark, int count) throws Exception {
    return List.copyOf(found(server, mailbox, Set.of(mark), count).values());
  }

  /** Removes the messages that contain one of these marks, as soon as there are this many. */
  List<String> taken(String server, String mailbox, Set<String> marks, int count) throws Exception {
    Map<Path, String> found = found(server, mailbox, marks, count);
    for (Path file : found.keySet()) {
      Files.delete(file);
    }
    return List.copyOf(found.values());
  }

  /** Waits while new messages arrive. */
  private Map<Path, String> found(String server, String mailbox, Set<String> marks, int count)
      throws Exception {
    var search = new MailSearch(folder(server, mailbox), marks);
    try (WatchService changes = search.folder().getFileSystem().newWatchService()) {
      search.folder().register(changes, StandardWatchEventKinds.ENTRY_CREATE);
      search.goOn();
      while (search.found().size() < count) {
        WatchKey key = changes.poll(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        assertTrue(
            key != null,
            () -> search.found().size() + " of " + count + " for " + mailbox + " at " + server);
        Objects.requireNonNull(key).pollEvents();
        key.reset();
        search.goOn();
      }
      return search.found();
    }
  }

  /** Returns a stored message, with one character for each byte and lines ending in CRLF. */
  static String message(Path file) throws IOException {
    return Files.readString(file, ISO_8859_1).replace("\r\n", "\n").replace("\n", "\r\n");
  }

  Path folder(String server, String mailbox) {
    return Path.of(setting("mail"), server, mailbox, "new");
  }

  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  /** Returns a text in the form that {@link #stored} returns. */
  static String asStored(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), ISO_8859_1);
  }
}
