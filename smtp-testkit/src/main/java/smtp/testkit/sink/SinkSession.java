package smtp.testkit.sink;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One connection: what the client may send in which order, and the replies (RFC 5321). */
final class SinkSession {

  private final Wire wire;
  private final SinkOptions options;
  private final Inbox inbox;

  private @Nullable String clientName;
  private boolean secure;
  private @Nullable String user;
  private @Nullable Path sender;
  private final List<Path> recipients = new ArrayList<>();
  private Wire.@Nullable Content chunks;

  SinkSession(Wire wire, SinkOptions options, Inbox inbox) {
    this.wire = wire;
    this.options = options;
    this.inbox = inbox;
    this.secure = options.implicitTls();
  }

  void run() throws IOException {
    wire.reply("220 sink.example.org " + (options.lmtp() ? "LMTP" : "ESMTP"));
    try {
      String line = wire.line();
      while (line != null && answer(line)) {
        line = wire.line();
      }
    } catch (Wire.BadLineException e) {
      wire.reply("500 5.5.2 Closing the connection, because of " + e.getMessage());
    }
  }

  /** Returns whether the connection goes on. */
  private boolean answer(String line) throws IOException {
    String[] words = line.split("[ :]", 2);
    String argument = words.length == 1 ? "" : words[1];
    String verb = words[0].toUpperCase(Locale.ROOT);
    // What follows BDAT has to be read first, whatever the reply is.
    Optional<String> refusal = verb.equals("BDAT") ? Optional.empty() : refusal(line);
    if (refusal.isPresent()) {
      return refuse(refusal.get());
    }
    switch (verb) {
      case "EHLO" -> hello(argument, !options.lmtp());
      case "LHLO" -> hello(argument, options.lmtp());
      case "HELO" -> helo(argument);
      case "STARTTLS" -> {
        return startTls();
      }
      case "AUTH" -> login(argument);
      case "MAIL" -> mail(line);
      case "RCPT" -> rcpt(line);
      case "DATA" -> {
        return data();
      }
      case "BDAT" -> {
        return chunk(argument);
      }
      case "RSET" -> {
        reset();
        wire.reply("250 2.0.0 Ok");
      }
      case "NOOP" -> wire.reply("250 2.0.0 Ok");
      case "VRFY" -> wire.reply("252 2.0.0 Send it, and you will see");
      case "QUIT" -> {
        wire.reply("221 2.0.0 Bye");
        return false;
      }
      default -> wire.reply("500 5.5.1 Unknown command");
    }
    return true;
  }

  private boolean refuse(String reply) throws IOException {
    wire.reply(reply);
    return !reply.startsWith("421");
  }

  private Optional<String> refusal(String line) {
    String upper = line.toUpperCase(Locale.ROOT);
    return options.refusals().entrySet().stream()
        .filter(rule -> upper.startsWith(rule.getKey().toUpperCase(Locale.ROOT)))
        .map(rule -> rule.getValue())
        .findFirst();
  }

  // --- the beginning of a session

  private void hello(String name, boolean known) throws IOException {
    if (!known || name.isBlank()) {
      wire.reply(known ? "501 5.5.4 Say who you are" : "500 5.5.1 Unknown command");
      return;
    }
    reset();
    clientName = name.strip();
    List<String> lines = new ArrayList<>(List.of("sink.example.org"));
    lines.addAll(options.extensions());
    if (options.startTls() && !secure) {
      lines.add("STARTTLS");
    }
    if (options.login() != null) {
      lines.add("AUTH PLAIN LOGIN");
    }
    StringBuilder text = new StringBuilder();
    for (String line : lines.subList(0, lines.size() - 1)) {
      text.append("250-").append(line).append("\r\n");
    }
    wire.reply(text + "250 " + lines.getLast());
  }

  private void helo(String name) throws IOException {
    if (options.lmtp() || name.isBlank()) {
      wire.reply(options.lmtp() ? "500 5.5.1 Unknown command" : "501 5.5.4 Say who you are");
      return;
    }
    reset();
    clientName = name.strip();
    wire.reply("250 sink.example.org");
  }

  private boolean startTls() throws IOException {
    if (!options.startTls() || secure) {
      wire.reply("503 5.5.1 Not now");
      return true;
    }
    if (wire.hasMore()) {
      wire.reply("501 5.5.4 Nothing may follow STARTTLS before its reply");
      return false;
    }
    wire.reply("220 2.0.0 Go ahead");
    wire.startTls(options.tls());
    secure = true;
    clientName = null;
    user = null;
    reset();
    return true;
  }

  private void login(String argument) throws IOException {
    SinkOptions.Login login = options.login();
    if (login == null || clientName == null || user != null || sender != null) {
      wire.reply("503 5.5.1 Not now");
      return;
    }
    String[] words = argument.split(" ", 2);
    String first = words.length == 2 ? words[1] : "";
    Optional<SinkOptions.Login> given =
        switch (words[0].toUpperCase(Locale.ROOT)) {
          case "PLAIN" -> plain(first.isEmpty() ? asked("") : first);
          case "LOGIN" -> loginBySteps(first);
          default -> null;
        };
    if (given == null) {
      wire.reply("504 5.5.4 Unknown mechanism");
    } else if (given.filter(login::equals).isPresent()) {
      user = login.user();
      wire.reply("235 2.7.0 Welcome");
    } else {
      wire.reply("535 5.7.8 Wrong user or password");
    }
  }

  private Optional<SinkOptions.Login> plain(String response) {
    String[] parts = decoded(response).split("\0", -1);
    return parts.length == 3
        ? Optional.of(new SinkOptions.Login(parts[1], parts[2]))
        : Optional.empty();
  }

  private Optional<SinkOptions.Login> loginBySteps(String first) throws IOException {
    String name = decoded(first.isEmpty() ? asked("VXNlcm5hbWU6") : first);
    return Optional.of(new SinkOptions.Login(name, decoded(asked("UGFzc3dvcmQ6"))));
  }

  private String asked(String challenge) throws IOException {
    wire.reply("334 " + challenge);
    String line = wire.line();
    return line == null ? "" : line;
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  // --- a message

  private void mail(String line) throws IOException {
    Optional<Path> path = path(line, "MAIL FROM:");
    if (clientName == null || sender != null) {
      wire.reply("503 5.5.1 Not now");
    } else if (options.login() != null && user == null) {
      wire.reply("530 5.7.0 Log in first");
    } else if (path.isEmpty()) {
      wire.reply("501 5.1.7 No path");
    } else if (size(path.get()) > options.maxBytes()) {
      wire.reply("552 5.3.4 Too large");
    } else if (!path.get().parameters().isEmpty() && options.extensions().isEmpty()) {
      wire.reply("555 5.5.4 Unknown parameter");
    } else {
      sender = path.get();
      wire.reply("250 2.1.0 Ok");
    }
  }

  private static long size(Path path) {
    try {
      return Long.parseLong(path.parameters().getOrDefault("SIZE", "0"));
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  private void rcpt(String line) throws IOException {
    Optional<Path> path = path(line, "RCPT TO:");
    if (sender == null || chunks != null) {
      wire.reply("503 5.5.1 MAIL first");
    } else if (path.isEmpty() || path.get().address().isEmpty()) {
      wire.reply("501 5.1.3 No path");
    } else {
      recipients.add(path.get());
      wire.reply("250 2.1.5 Ok");
    }
  }

  private static Optional<Path> path(String line, String head) {
    return line.toUpperCase(Locale.ROOT).startsWith(head)
        ? Path.parse(line.substring(head.length()))
        : Optional.empty();
  }

  private boolean data() throws IOException {
    if (recipients.isEmpty() || chunks != null) {
      wire.reply(sender == null ? "503 5.5.1 MAIL first" : "554 5.5.1 No valid recipients");
      return true;
    }
    wire.reply("354 End with a dot on a line of its own");
    Wire.Content content = wire.data(options.maxBytes());
    if (content == null) {
      return false;
    }
    end(content, content.hasBareLineEnds());
    return true;
  }

  private boolean chunk(String argument) throws IOException {
    String[] words = argument.strip().split(" ", 2);
    long size;
    try {
      size = Long.parseLong(words[0]);
    } catch (NumberFormatException e) {
      wire.reply("501 5.5.4 No size");
      return false; // nobody knows what follows
    }
    Wire.Content content = chunks == null ? new Wire.Content(options.maxBytes()) : chunks;
    if (!wire.chunk(size, content)) {
      return false;
    }
    Optional<String> refusal = refusal("BDAT " + argument);
    if (refusal.isPresent()) {
      return refuse(refusal.get());
    }
    if (!options.has("CHUNKING") || recipients.isEmpty()) {
      wire.reply(options.has("CHUNKING") ? "503 5.5.1 No recipients" : "500 5.5.1 Unknown command");
      return true;
    }
    chunks = content;
    boolean last = words.length == 2 && words[1].strip().equalsIgnoreCase("LAST");
    if (last) {
      end(content, false);
    } else {
      wire.reply("250 2.0.0 " + size + " bytes");
    }
    return true;
  }

  private void end(Wire.Content content, boolean bareLineEnds) throws IOException {
    String reply = verdict(content, bareLineEnds);
    if (reply.startsWith("2") && sender != null) {
      boolean kept = inbox.add(new ReceivedMessage(sender, recipients, session(), content.bytes()));
      reply = kept ? reply : "452 4.3.1 The sink is full";
    }
    // Over LMTP each recipient has a reply of its own (RFC 2033).
    for (int i = 0; i < (options.lmtp() ? recipients.size() : 1); i++) {
      wire.reply(reply);
    }
    reset();
  }

  private String verdict(Wire.Content content, boolean bareLineEnds) {
    if (content.isTooLarge()) {
      return "552 5.3.4 Too large";
    }
    if (bareLineEnds) {
      return "550 5.6.11 A bare CR or LF";
    }
    return options.refusals().getOrDefault(SinkOptions.CONTENT, "250 2.0.0 Taken");
  }

  private ReceivedMessage.Session session() {
    return new ReceivedMessage.Session(
        String.valueOf(clientName), secure, Optional.ofNullable(user));
  }

  private void reset() {
    sender = null;
    recipients.clear();
    chunks = null;
  }
}
