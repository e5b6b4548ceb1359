package smtp.core;

import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import smtp.api.Mail;

/** Messages to u0, u1 … at example.net, and the steps of each in a dialogue with pipelining. */
final class NumberedMails {

  static final String CHUNK_HELLO = Play.hello("PIPELINING", "CHUNKING");

  private NumberedMails() {}

  static Mail mail(int index) {
    return Play.mail("u" + index + "@example.net");
  }

  static Iterator<Mail> mails(int count) {
    return IntStream.range(0, count).mapToObj(NumberedMails::mail).iterator();
  }

  /** Logs each message that is taken, as {@code take 0} and so on. */
  static Iterator<Mail> mails(int count, List<String> log) {
    return IntStream.range(0, count)
        .peek(i -> log.add("take " + i))
        .mapToObj(NumberedMails::mail)
        .iterator();
  }

  /** Returns the recipient of a message: u0, u1 … */
  static String user(Mail mail) {
    return mail.envelope().recipients().getFirst().mailbox().localPart();
  }

  static String envelope(int index) {
    return (index == 0 ? "" : "C: RSET\n")
        + "C: MAIL FROM:<a@example.org>\nC: RCPT TO:<u%d@example.net>\n".formatted(index);
  }

  static String chunk(int index) {
    return envelope(index) + "BDAT 22 LAST\nSubject: Hi\n\nHello\n.\n";
  }

  /** Returns the steps of a message that is the first of its connection. */
  static String first(int index) {
    return chunk(index).replace("C: RSET\n", "");
  }

  /** Returns the replies that accept the envelope. */
  static String good(int index) {
    return (index == 0 ? "" : "S: 250 rset\n") + "S: 250 m\nS: 250 r\n";
  }
}
