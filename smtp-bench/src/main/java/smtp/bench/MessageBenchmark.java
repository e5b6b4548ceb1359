package smtp.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.Date;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.message.DefaultMessageWriter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import smtp.message.Message;

/** Builds a message of one KiB of text and writes it, from strings to bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("JavaUtilDate") // The peers accept no other
public class MessageBenchmark {

  static final String FROM = "Ann Lee <ann@example.org>";
  static final String TO = "Bob Ray <bob@example.net>";
  static final String SUBJECT = "Dinner on Friday?";
  static final String TEXT =
      "Shall we say seven? I would like to eat at the river.\r\n\r\n".repeat(18);

  private final Wire wire = new Wire();
  private final Session session = Session.getInstance(new Properties());
  private final DefaultMessageWriter writer = new DefaultMessageWriter();

  @Benchmark
  public long message() throws Exception {
    Message.builder().from(FROM).to(TO).subject(SUBJECT).text(TEXT).build().content().writeTo(wire);
    return wire.total();
  }

  @Benchmark
  public long angusMail() throws IOException, MessagingException {
    MimeMessage message = new MimeMessage(session);
    message.setFrom(new InternetAddress(FROM));
    message.setRecipient(RecipientType.TO, new InternetAddress(TO));
    message.setSubject(SUBJECT, "UTF-8");
    message.setText(TEXT, "UTF-8");
    message.setSentDate(new Date());
    message.writeTo(wire);
    return wire.total();
  }

  @Benchmark
  public long mime4j() throws IOException, MimeException {
    var message =
        org.apache.james.mime4j.dom.Message.Builder.of()
            .setFrom(FROM)
            .setTo(TO)
            .setSubject(SUBJECT)
            .setDate(new Date())
            .generateMessageId("example.org")
            .setBody(TEXT, UTF_8)
            .build();
    writer.writeMessage(message, wire);
    return wire.total();
  }
}
