package smtp.it.faults;

import static smtp.it.faults.Secret.base64;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A session that goes well, exchange by exchange, and has the step of a cell in it. */
final class Course {
  static final List<String> CONTENT_LINES = List.of("Subject: x", "", Secret.CONTENT);

  private static final String OK = "250 2.0.0 done";
  private static final int CHUNKS = 3;

  private final Way way;
  private final Step step;
  private final int accepted;
  private final List<Exchange> exchanges = new ArrayList<>();

  private Course(Cell cell, int accepted) {
    this.way = cell.way();
    this.step = cell.step();
    this.accepted = accepted;
  }

  /**
   * Returns the exchanges.
   *
   * @param accepted how many recipients are accepted at RCPT
   */
  static List<Exchange> of(Cell cell, int accepted) {
    var course = new Course(cell, accepted);
    course.opening();
    course.envelope();
    if (course.step.isChunk()) {
      course.chunks();
    } else {
      course.content();
    }
    course.add(Exchange.of(Step.RSET, "RSET", OK));
    course.add(Exchange.of(Step.NOOP, "NOOP", OK));
    course.add(Exchange.of(Step.QUIT, "QUIT", "221 2.0.0 bye"));
    return course.exchanges;
  }

  private void add(Exchange exchange) {
    exchanges.add(exchange);
  }

  private void opening() {
    if (way == Way.IMPLICIT) {
      handshake();
    }
    add(Exchange.answer(Step.GREETING, Operation.CONNECT, "220 mail.example.org ESMTP"));
    if (step == Step.HELO) {
      add(Exchange.of(null, Operation.CONNECT, "EHLO ", "500 5.5.1 what"));
      add(Exchange.of(Step.HELO, "HELO ", "250 mail.example.org"));
      return;
    }
    hello(Step.EHLO, way == Way.STARTTLS ? "STARTTLS" : "AUTH PLAIN LOGIN");
    if (way == Way.STARTTLS) {
      add(Exchange.of(Step.STARTTLS, "STARTTLS", "220 2.0.0 go ahead"));
      handshake();
      hello(Step.EHLO_TLS, "AUTH PLAIN LOGIN");
    }
    login();
    hello(Step.EHLO_AUTH, step.isChunk() ? "CHUNKING" : "HELP");
  }

  private void handshake() {
    add(Exchange.answer(Step.HANDSHAKE, Operation.CONNECT));
  }

  private void hello(Step hello, String extension) {
    add(
        Exchange.of(
            hello, way.isLmtp() ? "LHLO " : "EHLO ", "250-mail.example.org", "250 " + extension));
  }

  private void login() {
    String success = "235 2.7.0 logged in";
    if (!step.isChallenge()) {
      String command = "AUTH PLAIN ";
      add(
          new Exchange(
              Step.AUTH,
              Operation.CONNECT,
              command,
              List.of("C: " + command + Secret.PLAIN),
              List.of(command),
              List.of(success)));
      return;
    }
    add(Exchange.of(Step.CHALLENGE_1, "AUTH LOGIN", "334 " + base64("Username:")));
    add(Exchange.secret(Step.CHALLENGE_2, base64(Secret.USER), "334 " + base64("Password:")));
    add(Exchange.secret(null, base64(Secret.PASSWORD), success));
  }

  private void envelope() {
    add(Exchange.of(Step.MAIL, "MAIL FROM:<ann@example.org>", OK));
    add(Exchange.of(Step.RCPT_1, "RCPT TO:<one@example.net>", OK));
    add(Exchange.of(null, Operation.SEND, "RCPT TO:<two@example.net>", OK));
    add(Exchange.of(Step.RCPT_3, "RCPT TO:<three@example.net>", OK));
  }

  private void content() {
    add(Exchange.of(Step.DATA, "DATA", "354 go ahead"));
    if (step == Step.BODY) {
      add(body("READ " + Mails.FIRST_HALF / 2, List.of()));
      return;
    }
    List<String> sent = new ArrayList<>(CONTENT_LINES);
    sent.add(".");
    add(new Exchange(Step.FINAL, Operation.SEND, null, List.of("DATA *"), sent, List.of(OK)));
    otherFinalReplies();
  }

  private static Exchange body(String client, List<String> right) {
    return new Exchange(Step.BODY, Operation.SEND, null, List.of(client), List.of(), right);
  }

  private void otherFinalReplies() {
    for (int i = 2; way.isLmtp() && i <= accepted; i++) {
      add(Exchange.answer(i == 2 ? Step.LMTP_2 : null, Operation.SEND, OK));
    }
  }

  private void chunks() {
    int before = step == Step.CHUNK ? CHUNKS : 0;
    for (int i = 1; i <= before; i++) {
      add(chunk(i == 2 ? Step.CHUNK : null));
    }
    if (way.isLmtp()) {
      // The end is a chunk of its own where each recipient is answered.
      add(chunk(null));
    }
    add(chunk(Step.LAST));
    otherFinalReplies();
  }

  private static Exchange chunk(@Nullable Step step) {
    return new Exchange(step, Operation.SEND, "BDAT ", List.of("BDAT *"), List.of(), List.of(OK));
  }
}
