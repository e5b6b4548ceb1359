package smtp.jakarta;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server that answers each command by rules, so that clients which send different commands can be
 * compared: it records what it received.
 */
final class RuleServer implements Closeable {

  /** In place of a reply: the connection is closed. */
  static final String CLOSE = "close";

  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Map<String, String> rules = new LinkedHashMap<>();
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final List<String> contents = new CopyOnWriteArrayList<>();
  private final List<String> extensions;

  private RuleServer(List<String> extensions) throws IOException {
    this.extensions = extensions;
  }

  static RuleServer start(List<String> extensions, Map<String, String> rules) throws IOException {
    RuleServer server = new RuleServer(extensions);
    server.rules.putAll(rules);
    Thread.ofVirtual().start(server::accept);
    return server;
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Returns the commands, without those that differ by client: EHLO, RSET, NOOP, QUIT. */
  List<String> envelope() {
    return commands.stream().filter(line -> line.matches("(?i)(MAIL|RCPT|DATA).*")).toList();
  }

  List<String> commands() {
    return List.copyOf(commands);
  }

  List<String> contents() {
    return List.copyOf(contents);
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      OutputStream out = socket.getOutputStream();
      if (!say(out, rule("GREETING", "220 mail.example.org ESMTP"))) {
        return;
      }
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        commands.add(line);
        if (!answer(line, in, out)) {
          return;
        }
      }
    } catch (IOException e) {
      // The client is gone.
    }
  }

  private boolean answer(String line, BufferedReader in, OutputStream out) throws IOException {
    String verb = line.split("[ :]", 2)[0].toUpperCase(java.util.Locale.ROOT);
    return switch (verb) {
      case "EHLO" -> say(out, rule("EHLO", hello()));
      case "AUTH" -> say(out, rule("AUTH", "235 2.7.0 welcome"));
      case "DATA" -> {
        String reply = rule("DATA", "354 go on");
        yield say(out, reply) && (!reply.startsWith("354") || content(in, out));
      }
      case "BDAT" -> {
        chunk(line, in);
        yield say(out, rule("END", "250 2.0.0 queued as 4711"));
      }
      case "QUIT" -> {
        say(out, rule("QUIT", "221 bye"));
        yield false;
      }
      default -> say(out, rule(line, rule(verb, "250 ok")));
    };
  }

  private String hello() {
    StringBuilder text = new StringBuilder();
    String line = "mail.example.org";
    for (String extension : extensions) {
      text.append("250-").append(line).append("\r\n");
      line = extension;
    }
    return text + "250 " + line;
  }

  /** A chunk that is a whole message. */
  private void chunk(String command, BufferedReader in) throws IOException {
    char[] bytes = new char[Integer.parseInt(command.split(" ", 3)[1])];
    for (int count = 0; count < bytes.length; ) {
      int more = in.read(bytes, count, bytes.length - count);
      if (more < 0) {
        return;
      }
      count += more;
    }
    contents.add(new String(bytes).replace("\r\n", "\n"));
  }

  private boolean content(BufferedReader in, OutputStream out) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.equals(".")) {
        contents.add(text.toString());
        return say(out, rule("END", "250 2.0.0 queued as 4711"));
      }
      text.append(line.startsWith(".") ? line.substring(1) : line).append('\n');
    }
    return false;
  }

  private String rule(String key, String otherwise) {
    return rules.entrySet().stream()
        .filter(rule -> key.startsWith(rule.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(otherwise);
  }

  private static boolean say(OutputStream out, String reply) throws IOException {
    if (reply.equals(CLOSE)) {
      return false;
    }
    out.write((reply + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
    return !reply.startsWith("421");
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
