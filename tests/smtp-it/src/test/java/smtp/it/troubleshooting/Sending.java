package smtp.it.troubleshooting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static smtp.it.troubleshooting.Scene.DATA;
import static smtp.it.troubleshooting.Scene.ENVELOPE;
import static smtp.it.troubleshooting.Scene.hello;
import static smtp.it.troubleshooting.Scene.mail;
import static smtp.it.troubleshooting.Scene.playing;
import static smtp.it.troubleshooting.Scene.sending;
import static smtp.it.troubleshooting.Scene.using;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.api.MailSession;
import smtp.api.Parameter;
import smtp.api.SmtpSession;
import smtp.core.SmtpClient;

/** Sending messages: refusals, lost connections, and what the server does not offer. */
final class Sending {

  private static final String MAIL = "C: MAIL *\n";

  private Sending() {}

  private static SmtpClient.Builder impatient(SmtpClient.Builder builder) {
    return builder.timeout(Scene.SHORT);
  }

  static List<Situation> sends() {
    return Stream.concat(refusals().stream(), losses().stream()).toList();
  }

  private static List<Situation> refusals() {
    String rcpt = MAIL + "S: 250 ok\nC: RCPT *\nS: ";
    return List.of(
        sending("sender refused", MAIL + "S: 550 5.7.1 no\n"),
        sending("recipients refused", rcpt + "550 5.1.1 unknown\nC: RSET\nS: 250 ok\n"),
        sending("DATA refused", ENVELOPE + "C: DATA\nS: 451 4.3.0 later\n"),
        sending("content refused", ENVELOPE + DATA + "S: 554 5.6.0 spam\n"),
        sending("DATA answered with 250", ENVELOPE + "C: DATA\nS: 250 ok\nEOF\n"),
        playing(
            "one refused, all or none",
            Scene.HELLO + rcpt + "250 ok\nC: RCPT *\nS: 550 5.1.1 unknown\nC: RSET\nS: 250 ok\n",
            SmtpClient.Builder::allOrNone,
            session -> session.send(two())));
  }

  private static Mail two() {
    return Mail.of(
        Envelope.of("ann@example.org", "bob@example.net", "eve@example.net"),
        Content.of("Subject: Hi\n\nHello\n"));
  }

  private static List<Situation> losses() {
    return List.of(
        sending("closed during MAIL", MAIL + "CLOSE\n"),
        sending("421", MAIL + "S: 421 4.3.2 shutting down\nEOF\n"),
        sending("221", MAIL + "S: 221 bye\nEOF\n"),
        sending("closed after the final dot", ENVELOPE + DATA + "CLOSE\n"),
        playing(
            "no answer to MAIL",
            Scene.HELLO + MAIL + "STALL\n",
            Sending::impatient,
            s -> s.send(mail())),
        playing(
            "no final reply",
            Scene.HELLO + ENVELOPE + DATA + "STALL\n",
            Sending::impatient,
            s -> s.send(mail())),
        playing(
            "no answer to BDAT",
            hello("CHUNKING") + ENVELOPE + "BDAT *\nSTALL\n",
            Sending::impatient,
            s -> s.send(mail())),
        playing(
            "deadline",
            Scene.HELLO + MAIL + "STALL\n",
            builder -> builder.deadline(Duration.ofMillis(500)),
            s -> s.send(mail())),
        playing(
            "interrupted",
            Scene.HELLO + "EOF\n",
            UnaryOperator.identity(),
            session -> {
              Thread.currentThread().interrupt();
              try {
                session.send(mail());
              } finally {
                Thread.interrupted();
              }
            }),
        playing(
            "closed session",
            Scene.HELLO + "C: QUIT\nS: 221 bye\n",
            UnaryOperator.identity(),
            session -> {
              session.close();
              session.noop();
            }));
  }

  /** What the server does not offer. */
  static List<Situation> messages() {
    return List.of(
        using("address in UTF-8", "", to("jürgen@example.net")),
        using("header in UTF-8", "", content(utf8Header())),
        using("8-bit content", "", content(eight("Subject: Hi\n\nGrüße\n"))),
        playing(
            "size",
            hello("SIZE 10"),
            UnaryOperator.identity(),
            content(Content.of("Subject: Hi\n\nHello\n"))),
        using("binary", "", content(binary())),
        using("DSN", "", parameter(Parameter.retHeaders())),
        using("REQUIRETLS", "", parameter(Parameter.requireTls())),
        playing(
            "no more messages",
            hello("LIMITS MAILMAX=1") + ENVELOPE + DATA + "S: 250 ok\n",
            UnaryOperator.identity(),
            Sending::twice),
        using("content that fails", ENVELOPE + "C: DATA\nS: 354 go\nEOF\n", content(failing())),
        playing(
            "shorter than announced",
            hello("CHUNKING") + ENVELOPE + "READ 10\nEOF\n",
            UnaryOperator.identity(),
            content(shortened())));
  }

  private static void twice(MailSession session) throws Exception {
    session.send(mail());
    session.send(mail());
  }

  private static Scene.Use to(String recipient) {
    Envelope envelope = Envelope.of("ann@example.org", recipient);
    return session -> session.send(Mail.of(envelope, eight("Subject: Hi\n\nGrüße\n")));
  }

  private static Scene.Use content(Content content) {
    return session -> session.send(mail(content));
  }

  private static Scene.Use parameter(Parameter parameter) {
    Envelope envelope =
        Envelope.builder()
            .sender("ann@example.org")
            .recipient("bob@example.net")
            .parameter(parameter)
            .build();
    return session -> session.send(Mail.of(envelope, Content.of("Subject: Hi\n\nHello\n")));
  }

  /** Only its encoding matters. */
  private static Content eight(String text) {
    return Content.of(Content.Encoding.EIGHT_BIT, out -> out.write(text.getBytes(UTF_8)));
  }

  private static Content utf8Header() {
    return new Content() {
      @Override
      public Encoding encoding() {
        return Encoding.SEVEN_BIT;
      }

      @Override
      public boolean requiresUtf8() {
        return true;
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        out.write("Subject: Grüße\n\nHello\n".getBytes(UTF_8));
      }
    };
  }

  private static Content binary() {
    return Content.of(Content.Encoding.BINARY, out -> out.write(0));
  }

  private static Content failing() {
    return Content.of(
        Content.Encoding.SEVEN_BIT,
        out -> {
          throw new IOException("no disk");
        });
  }

  /** Announces ten bytes and has one. */
  private static Content shortened() {
    return new Content() {
      @Override
      public Encoding encoding() {
        return Encoding.SEVEN_BIT;
      }

      @Override
      public OptionalLong size() {
        return OptionalLong.of(10);
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        out.write('a');
      }
    };
  }

  /** What comes instead of the reply to a command. */
  static List<Situation> answers() {
    String noop = "C: NOOP\n";
    return List.of(
        using("no reply", noop + "S: hello\nEOF\n", SmtpSession::noop),
        using("mixed codes", noop + "S: 550-a\nS: 250 b\nEOF\n", SmtpSession::noop),
        using("endless line", noop + "S- 250 a\nENDLESS-LINE\n", SmtpSession::noop),
        using("endless reply", noop + "ENDLESS-REPLY 250\n", SmtpSession::noop),
        using("asks for more", noop + "S: 354 go\nEOF\n", SmtpSession::noop),
        using("RSET refused", "C: RSET\nS: 500 no\nEOF\n", SmtpSession::rset),
        using("closed in a reply", noop + "S- 250-a\\r\\n25\nCLOSE\n", SmtpSession::noop),
        using("reset during a command", noop + "RESET\n", SmtpSession::noop),
        using(
            "reply too many",
            "C: NOOP\nS- 250 ok\\r\\n250 again\\r\\n\nEOF\n",
            session -> {
              session.noop();
              session.noop();
            }));
  }
}
