package smtp.core;

import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import smtp.api.Mail;

/** NumberedMails to u0, u1 … at example.net, and what is said of each in a dialogue that pipelines. */
final class NumberedMails {

  static final String CHUNK_HELLO = Play.hello("PIPELINING", "CHUNKING");

  private NumberedMails() {}

  static Mail mail(int index) {
    return Play.mail("u" + index + "@example.net");
  }

  static Iterator<Mail> mails(int count) {
    return IntStream.range(0, count).mapToObj(NumberedMails::mail).iterator();
  }

  /** Notes each mail that is taken, as {@code take 0} and so on. */
  static Iterator<Mail> mails(int count, List<String> log) {
    return IntStream.range(0, count)
        .peek(i -> log.add("take " + i))
        .mapToObj(NumberedMails::mail)
        .iterator();
  }

  /** Returns which of them a mail is: u0, u1 … */
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

  /** The first of its connection. */
  static String first(int index) {
    return chunk(index).replace("C: RSET\n", "");
  }

  /** What a server says that takes the envelope. */
  static String good(int index) {
    return (index == 0 ? "" : "S: 250 rset\n") + "S: 250 m\nS: 250 r\n";
  }
}
