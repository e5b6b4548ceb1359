package smtp.it.troubleshooting;

import java.time.Duration;
import java.util.function.UnaryOperator;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.api.SmtpSession;
import smtp.core.SmtpClient;
import smtp.it.troubleshooting.Situation.Provocation;
import smtp.testkit.ScriptedServer;

/** Scripts, clients and messages that the situations share. */
final class Scene {

  /** How long a client waits for a server that never answers. */
  static final Duration SHORT = Duration.ofMillis(300);

  /** The greeting and EHLO of a server without extensions. */
  static final String HELLO = hello();

  /** The envelope of {@link #mail()} and its replies. */
  static final String ENVELOPE =
      "C: MAIL FROM:<ann@example.org>\nS: 250 ok\nC: RCPT TO:<bob@example.net>\nS: 250 ok\n";

  /** DATA, the content and the final dot. */
  static final String DATA = "C: DATA\nS: 354 go\nDATA *\n";

  private Scene() {}

  /** Returns the greeting and EHLO, answered with extensions. */
  static String hello(String... extensions) {
    StringBuilder script =
        new StringBuilder("S: 220 mail.example.org ESMTP\nC: EHLO *\nS: 250-mail.example.org\n");
    for (String extension : extensions) {
      script.append("S: 250-").append(extension).append('\n');
    }
    return script.append("S: 250 HELP\n").toString();
  }

  static Mail mail() {
    return mail(Content.of("Subject: Hi\n\nHello\n"));
  }

  static Mail mail(Content content) {
    return Mail.of(Envelope.of("ann@example.org", "bob@example.net"), content);
  }

  static SmtpClient.Builder client(ScriptedServer server) {
    return SmtpClient.builder(server.host(), server.port()).timeout(Duration.ofSeconds(20));
  }

  /** What is done with a session. */
  @FunctionalInterface
  interface Use {
    void with(SmtpSession session) throws Exception;
  }

  /** Connects to a server that plays a script. */
  static Situation connecting(String name, String script, UnaryOperator<SmtpClient.Builder> how) {
    return playing(name, script, how, session -> {});
  }

  static Situation connecting(String name, String script) {
    return connecting(name, script, builder -> builder);
  }

  /** Uses a session with a server that plays a script after EHLO. */
  static Situation using(String name, String script, Use use) {
    return playing(name, HELLO + script, builder -> builder, use);
  }

  /** Sends a message to a server that plays a script after EHLO. */
  static Situation sending(String name, String script) {
    return using(name, script, session -> session.send(mail()));
  }

  /** Uses a session with a server that plays a script. */
  static Situation playing(
      String name, String script, UnaryOperator<SmtpClient.Builder> how, Use use) {
    return new Situation(
        name,
        () -> {
          try (ScriptedServer server = ScriptedServer.start(script);
              SmtpSession session = how.apply(client(server)).build().connect()) {
            use.with(session);
          }
        });
  }

  static Situation of(String name, Provocation provocation) {
    return new Situation(name, provocation);
  }
}
