package smtp.core;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Content;
import smtp.api.Mail;
import smtp.api.SmtpException;
import smtp.api.SmtpSession;
import smtp.api.SmtpTimeoutException;

/** The deadline is each message's, from when it was taken, and nothing is completed after it. */
class MessageDeadlineTest {

  private static final Duration DEADLINE = Duration.ofMillis(300);

  /** Long enough that the deadline has certainly passed. */
  private static void pass(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
  }

  private static final Content SLOW =
      Content.of(
          Content.Encoding.SEVEN_BIT,
          out -> {
            out.write(Play.TEXT.getBytes(US_ASCII));
            pass(DEADLINE.multipliedBy(2));
          });

  @ParameterizedTest
  @ValueSource(strings = {"", "PIPELINING", "CHUNKING", "PIPELINING CHUNKING"})
  void messageWhoseContentTookTooLongIsNotCompleted(String extensions) throws Exception {
    String hello = extensions.isEmpty() ? Play.hello() : Play.hello(extensions.split(" ", -1));
    String data = "C: MAIL *\nS: 250 ok\nC: RCPT *\nS: 250 ok\nC: DATA\nS: 354 go\nEOF\n";
    String script = hello + (extensions.contains("CHUNKING") ? "EOF\n" : data);
    try (var server = Play.server(script);
        SmtpSession session = Play.builder(server).deadline(DEADLINE).build().connect()) {
      SmtpTimeoutException failure =
          assertThrows(SmtpTimeoutException.class, () -> session.send(Play.mail(SLOW)));
      assertEquals("NotSent", Play.recipients(failure.result().orElseThrow()));
      server.assertCompleted();
    }
  }

  @Test
  void streamOfMessagesLastsLongerThanTheDeadlineOfEach() throws Exception {
    String hello = Play.hello();
    try (var server = Play.server(hello + Play.transaction("250 ok").repeat(4));
        SmtpSession session = Play.builder(server).deadline(DEADLINE).build().connect()) {
      List<String> log = new ArrayList<>();
      session.sendAll(slowly(4), (mail, result, failure) -> log.add(Play.recipients(result)));
      assertEquals(List.of("Accepted 250", "Accepted 250", "Accepted 250", "Accepted 250"), log);
    }
  }

  @Test
  void messageThatIsHeldBackWhileTheNextIsWaitedForIsNotCompletedTooLate() throws Exception {
    try (var server = Play.server(Play.hello("PIPELINING", "CHUNKING") + "EOF\n");
        SmtpSession session = Play.builder(server).deadline(DEADLINE).build().connect()) {
      List<String> log = new ArrayList<>();
      Iterator<Mail> late = slowly(1);
      Iterator<Mail> one =
          new Iterator<>() {
            @Override
            public boolean hasNext() {
              if (!late.hasNext()) {
                pass(DEADLINE.multipliedBy(2));
              }
              return late.hasNext();
            }

            @Override
            public Mail next() {
              return late.next();
            }
          };
      assertThrows(
          SmtpException.class,
          () -> session.sendAll(one, (mail, result, failure) -> log.add(Play.recipients(result))));
      assertEquals(List.of("NotSent"), log);
      server.assertCompleted();
    }
  }

  /** Takes most of a deadline for each message. */
  private static Iterator<Mail> slowly(int count) {
    return new Iterator<>() {
      private int left = count;

      @Override
      public boolean hasNext() {
        return left > 0;
      }

      @Override
      public Mail next() {
        left--;
        pass(DEADLINE.dividedBy(2));
        return Play.mail("b@example.net");
      }
    };
  }
}
