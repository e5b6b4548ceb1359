package examples.send;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import smtp.api.Credentials;
import smtp.api.RecipientResult;
import smtp.api.RecipientResult.Accepted;
import smtp.api.RecipientResult.NotSent;
import smtp.api.RecipientResult.Refused;
import smtp.api.RecipientResult.Unknown;
import smtp.api.SendResult;
import smtp.api.SmtpException;
import smtp.core.SmtpClient;
import smtp.message.Message;

/** Asks for sender, recipients and text, or takes them as options, and sends the message. */
public final class Send {

  private static final int ALL = 0;
  private static final int NOT_ALL = 1;
  private static final int USAGE = 2;
  private static final int UNKNOWN_OUTCOME = 3;

  private final Options options;
  private final PrintStream out;

  private Send(Options options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  /**
   * Exits with 0 if all recipients were accepted, 1 if not, 2 after misuse, 3 if the outcome is
   * unknown.
   */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  private static int run(String[] arguments) {
    try {
      return new Send(Options.parse(arguments), System.out).send();
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.println(Options.USAGE);
      return USAGE;
    } catch (IOException e) {
      System.err.println(e.getMessage());
      return NOT_ALL;
    }
  }

  private int send() throws IOException {
    SmtpClient client = client();
    Message message = message();
    copy(message);
    try {
      SendResult result = client.send(message);
      print(result);
      return result.isComplete() ? ALL : NOT_ALL;
    } catch (SmtpException e) {
      System.err.println(e.getMessage());
      e.result().ifPresent(this::print);
      System.err.println(
          switch (e.recovery()) {
            case RETRY_LATER -> "No other recipient received it. Try again later.";
            case FIX_FIRST ->
                "No other recipient received it. Fix the problem before you try again.";
            case MAY_HAVE_BEEN_DELIVERED ->
                "It may have been delivered. Check before you send it again.";
          });
      boolean unknown = e.result().map(result -> !result.unknown().isEmpty()).orElse(false);
      return unknown ? UNKNOWN_OUTCOME : NOT_ALL;
    }
  }

  private SmtpClient client() {
    SmtpClient.Builder builder = SmtpClient.builder(URI.create(options.server()));
    options.tls().ifPresent(builder::tls);
    options.trust().ifPresent(builder::trust);
    options.user().ifPresent(user -> builder.credentials(Credentials.password(user, password())));
    if (options.trace()) {
      builder.trace(out);
    }
    return builder.build();
  }

  private static char[] password() {
    String variable = System.getenv("SMTP_PASSWORD");
    if (variable != null) {
      return variable.toCharArray();
    }
    char[] password = askForPassword();
    if (password == null) {
      throw new IllegalArgumentException(
          "Set SMTP_PASSWORD: there is no terminal to ask for the password");
    }
    return password;
  }

  @SuppressWarnings("SystemConsoleNull") // null before Java 22 if there is no terminal
  private static char @Nullable [] askForPassword() {
    Console console = System.console();
    return console == null ? null : console.readPassword("Password: ");
  }

  private Message message() throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String from = options.from().orElseGet(() -> ask(in, "From: "));
    List<String> to = options.to();
    if (to.isEmpty()) {
      to = List.of(ask(in, "To: ").split(" *, *"));
    }
    String text = options.text().orElse(null);
    if (text == null) {
      out.println("Enter the message; end it with an end of file (Ctrl-D):");
      text = in.lines().collect(Collectors.joining("\n", "", "\n"));
    }
    return Message.builder()
        .from(from)
        .to(to.toArray(String[]::new))
        .subject(options.subject())
        .text(text)
        .build();
  }

  private String ask(BufferedReader in, String question) {
    out.print(question);
    out.flush();
    return in.lines().findFirst().orElse("").strip();
  }

  private void copy(Message message) throws IOException {
    if (options.copy().isPresent()) {
      Path file = options.copy().get();
      try (OutputStream stream = Files.newOutputStream(file)) {
        message.content().writeTo(stream);
      } catch (IOException e) {
        throw e;
      } catch (Exception e) {
        throw new IOException("The copy could not be written: " + e.getMessage(), e);
      }
    }
  }

  private void print(SendResult result) {
    List<String> lines = new ArrayList<>();
    for (RecipientResult recipient : result.recipients()) {
      lines.add(
          recipient.recipient()
              + switch (recipient) {
                case Accepted accepted -> " accepted: " + accepted.reply();
                case Refused refused -> " refused: " + refused.reply();
                case Unknown unknown -> " unknown: it may have been delivered";
                case NotSent notSent -> " not sent";
              });
    }
    result.queueIds().forEach(id -> lines.add("queued as " + id));
    lines.forEach(out::println);
  }
}
