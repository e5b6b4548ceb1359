package smtp.core;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.api.RecipientResult;
import smtp.api.SendResult;
import smtp.api.SmtpException;
import smtp.api.SmtpSession;
import smtp.testkit.Delivery;
import smtp.testkit.Dialogue;
import smtp.testkit.ScriptedServer;

/** Scripts, clients and messages that the tests of sessions share. */
final class Play {

  /**
   * The timeout of clients: longer than any test needs, so that only a fault reaches it. Mutation
   * tests set a shorter one, because many mutants wait for what never comes.
   */
  static final Duration PATIENCE = Duration.ofSeconds(Integer.getInteger("smtp.patience", 20));

  static final String TEXT = "Subject: Hi\n\nHello\n";

  /** The content of {@link #TEXT} as a step of a dialogue. */
  static final String DATA = "DATA\nSubject: Hi\n\nHello\n.\n";

  private Play() {}

  static Mail mail(String... recipients) {
    return Mail.of(Envelope.of("a@example.org", recipients), Content.of(TEXT));
  }

  static Mail mail(Content content) {
    return Mail.of(Envelope.of("a@example.org", "b@example.net"), content);
  }

  /** The first steps of a dialogue: a greeting, and EHLO answered with extensions. */
  static String hello(String... extensions) {
    return "S: 220 mail.example.org ESMTP\n" + ehlo(extensions);
  }

  /** EHLO answered with extensions. */
  static String ehlo(String... extensions) {
    StringBuilder script = new StringBuilder("C: EHLO *\n");
    String line = "mail.example.org";
    for (String extension : extensions) {
      script.append("S: 250-").append(line).append('\n');
      line = extension;
    }
    return script.append("S: 250 ").append(line).append('\n').toString();
  }

  /** A whole message from a@example.org to b@example.net without pipelining, and its reply. */
  static String transaction(String finalReply) {
    return """
    C: MAIL FROM:<a@example.org>
    S: 250 ok
    C: RCPT TO:<b@example.net>
    S: 250 ok
    C: DATA
    S: 354 go
    """
        + DATA
        + "S: "
        + finalReply
        + "\n";
  }

  static ScriptedServer server(Delivery delivery, String... scripts) {
    return ScriptedServer.builder(
            List.of(scripts).stream().map(Dialogue::of).toArray(Dialogue[]::new))
        .delivery(delivery)
        .start();
  }

  static ScriptedServer server(String... scripts) {
    return server(Delivery.whole(), scripts);
  }

  static SmtpClient.Builder builder(ScriptedServer server) {
    return SmtpClient.builder(server.host(), server.port()).timeout(PATIENCE);
  }

  static SmtpClient client(ScriptedServer server) {
    return builder(server).build();
  }

  /** The outcome of one send: results, failure, and whether the session is still open. */
  record Outcome(SendResult result, @Nullable SmtpException failure, boolean open) {

    /** The results of the recipients, as {@code Accepted 250, Refused 550, Unknown, NotSent}. */
    String recipients() {
      return Play.recipients(result);
    }

    <X extends SmtpException> X failure(Class<X> type) {
      if (failure == null || failure.getClass() != type) {
        throw new AssertionError("no " + type.getSimpleName() + " but " + failure, failure);
      }
      return type.cast(failure);
    }
  }

  static String recipients(SendResult result) {
    return result.recipients().stream().map(Play::describe).collect(Collectors.joining(", "));
  }

  private static String describe(RecipientResult result) {
    return switch (result) {
      case RecipientResult.Accepted(var recipient, var reply) -> "Accepted " + reply.code();
      case RecipientResult.Refused(var recipient, var reply, var phase) ->
          "Refused " + reply.code();
      case RecipientResult.Unknown(var recipient) -> "Unknown";
      case RecipientResult.NotSent(var recipient) -> "NotSent";
    };
  }

  /** Sends a message to a server that plays a script, and asserts that it was played to its end. */
  static Outcome send(Delivery delivery, String script, Mail mail) throws IOException {
    return send(delivery, script, mail, builder -> builder);
  }

  /** Sends a message with options of the client. */
  static Outcome send(
      Delivery delivery, String script, Mail mail, UnaryOperator<SmtpClient.Builder> options)
      throws IOException {
    try (var server = server(delivery, script)) {
      Outcome outcome;
      try (SmtpSession session = options.apply(builder(server)).build().connect()) {
        outcome = send(session, mail);
      }
      server.assertCompleted();
      return outcome;
    }
  }

  /**
   * Sends a message, and asserts that the outcome is the same wherever the server's bytes are cut.
   */
  static Outcome sendAtEveryCut(String script, Mail mail) throws IOException {
    return sendAtEveryCut(script, mail, builder -> builder);
  }

  /** Sends a message with options of the client, at every cut. */
  static Outcome sendAtEveryCut(String script, Mail mail, UnaryOperator<SmtpClient.Builder> options)
      throws IOException {
    Outcome outcome = send(Delivery.whole(), script, mail, options);
    EveryCut.assertNoDifference(script, mail, options);
    return outcome;
  }

  static Outcome send(SmtpSession session, Mail mail) {
    try {
      SendResult result = session.send(mail);
      return new Outcome(result, null, session.isOpen());
    } catch (SmtpException e) {
      return new Outcome(e.result().orElseThrow(), e, session.isOpen());
    }
  }
}
