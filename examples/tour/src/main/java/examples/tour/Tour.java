package examples.tour;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import smtp.api.Content;
import smtp.api.Credentials;
import smtp.api.EnhancedStatus;
import smtp.api.Parameter;
import smtp.api.Parameter.Notification;
import smtp.api.Reply;
import smtp.api.SessionListener;
import smtp.api.SmtpException;
import smtp.api.SmtpSession;
import smtp.core.SmtpClient;

/** Sends every command to a server, one after another, and prints each reply with its meaning. */
public final class Tour implements SessionListener {

  /**
   * Takes host, port, a PEM file to trust, user and recipients; the password is in SMTP_PASSWORD.
   */
  public static void main(String... arguments) throws SmtpException {
    SmtpClient client =
        SmtpClient.builder(arguments[0], Integer.parseInt(arguments[1]))
            .trust(Path.of(arguments[2]))
            .listener(new Tour())
            .build();
    String user = arguments[3];
    try (SmtpSession session = client.open()) {
      session.ehlo();
      session.startTls();
      session.ehlo();
      session.authenticate(Credentials.password(user, System.getenv("SMTP_PASSWORD")));
      session.verify(user);
      session.mail(user, Parameter.retHeaders(), Parameter.envid("tour"));
      for (String recipient : Arrays.asList(arguments).subList(4, arguments.length)) {
        session.rcpt(recipient, Parameter.notifyOn(Notification.FAILURE, Notification.DELAY));
      }
      session.data(Content.of("Subject: A tour\n\nHello\n"));
      session.rset();
      session.noop();
      session.quit();
    }
  }

  @Override
  public void onCommand(String line) {
    System.out.println(line);
  }

  @Override
  public void onReply(Reply reply, Duration elapsed) {
    System.out.println("  " + reply);
    System.out.println("  = " + kind(reply) + meaning(reply));
  }

  private static String meaning(Reply reply) {
    return reply.enhancedStatus().flatMap(EnhancedStatus::meaning).map(": "::concat).orElse("");
  }

  private static String kind(Reply reply) {
    return switch (reply.code() / 100) {
      case 2 -> "done";
      case 3 -> "go on";
      case 4 -> "not now";
      default -> "no";
    };
  }
}
