package smtp.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Replies of servers, repeated endlessly. */
public enum Replies {
  /** The same line each time, like replies to RCPT. */
  ONE_LINE(1, 1, "250 2.1.5 Ok\n"),
  /** A different line each time, like replies to the end of the data. */
  ONE_NEW_LINE(
      100,
      1,
      IntStream.range(100, 200)
          .mapToObj("250 2.0.0 Ok: queued as 4Xs1Yf%dQzPz2\n"::formatted)
          .collect(Collectors.joining())),
  /** The reply to EHLO. */
  EHLO_OF_12_LINES(
      1,
      1,
      """
      250-mail.example.org
      250-PIPELINING
      250-SIZE 10240000
      250-VRFY
      250-ETRN
      250-STARTTLS
      250-AUTH PLAIN LOGIN SCRAM-SHA-256
      250-ENHANCEDSTATUSCODES
      250-8BITMIME
      250-DSN
      250-SMTPUTF8
      250 CHUNKING
      """),
  /** The replies to a pipeline of MAIL, 98 RCPT and DATA. */
  RUN_OF_100(
      1,
      100,
      "250 2.1.0 Ok\n" + "250 2.1.5 Ok\n".repeat(98) + "354 End data with <CR><LF>.<CR><LF>\n");

  private final int turns;
  private final int count;
  private final String lines;

  Replies(int turns, int count, String lines) {
    this.turns = turns;
    this.count = count;
    this.lines = lines;
  }

  /** Returns how many times the server sends before the replies repeat. */
  int turns() {
    return turns;
  }

  /** Returns how many replies it sends each time. */
  int count() {
    return count;
  }

  byte[] bytes() {
    return lines.replace("\n", "\r\n").getBytes(US_ASCII);
  }
}
