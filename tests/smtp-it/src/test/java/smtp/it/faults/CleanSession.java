package smtp.it.faults;

import static smtp.it.faults.Secret.base64;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A session without a fault, exchange by exchange, that includes the point of a cell. */
final class CleanSession {
  static final List<String> CONTENT_LINES = List.of("Subject: x", "", Secret.CONTENT);

  private static final String OK = "250 2.0.0 done";
  private static final int CHUNKS = 3;

  private final Transport transport;
  private final FaultPoint point;
  private final int accepted;
  private final List<Exchange> exchanges = new ArrayList<>();

  private CleanSession(Cell cell, int accepted) {
    this.transport = cell.transport();
    this.point = cell.point();
    this.accepted = accepted;
  }

  /**
   * Returns the exchanges.
   *
   * @param accepted how many recipients are accepted at RCPT
   */
  static List<Exchange> of(Cell cell, int accepted) {
    var session = new CleanSession(cell, accepted);
    session.opening();
    session.envelope();
    if (session.point.isChunk()) {
      session.chunks();
    } else {
      session.content();
    }
    if (session.point == FaultPoint.IDLE) {
      // Nothing is right there but silence; this is what some faults are made from.
      session.add(Exchange.answer(FaultPoint.IDLE, Operation.RSET, OK));
    }
    session.add(Exchange.of(FaultPoint.RSET, "RSET", OK));
    session.add(Exchange.of(FaultPoint.NOOP, "NOOP", OK));
    session.add(Exchange.of(FaultPoint.QUIT, "QUIT", "221 2.0.0 bye"));
    return session.exchanges;
  }

  private void add(Exchange exchange) {
    exchanges.add(exchange);
  }

  private void opening() {
    if (transport == Transport.IMPLICIT) {
      handshake();
    }
    add(Exchange.answer(FaultPoint.GREETING, Operation.CONNECT, "220 mail.example.org ESMTP"));
    if (point == FaultPoint.HELO) {
      add(Exchange.of(null, Operation.CONNECT, "EHLO ", "500 5.5.1 what"));
      add(Exchange.of(FaultPoint.HELO, "HELO ", "250 mail.example.org"));
      return;
    }
    hello(FaultPoint.EHLO, transport == Transport.STARTTLS ? "STARTTLS" : "AUTH PLAIN LOGIN");
    if (transport == Transport.STARTTLS) {
      add(Exchange.of(FaultPoint.STARTTLS, "STARTTLS", "220 2.0.0 go ahead"));
      handshake();
      hello(FaultPoint.EHLO_TLS, "AUTH PLAIN LOGIN");
    }
    login();
    hello(FaultPoint.EHLO_AUTH, point.isChunk() ? "CHUNKING" : "HELP");
  }

  private void handshake() {
    add(Exchange.answer(FaultPoint.HANDSHAKE, Operation.CONNECT));
  }

  private void hello(FaultPoint hello, String extension) {
    add(
        Exchange.of(
            hello,
            transport.isLmtp() ? "LHLO " : "EHLO ",
            "250-mail.example.org",
            "250 " + extension));
  }

  private void login() {
    String success = "235 2.7.0 logged in";
    if (!point.isChallenge()) {
      String command = "AUTH PLAIN ";
      add(
          new Exchange(
              FaultPoint.AUTH,
              Operation.CONNECT,
              command,
              List.of("C: " + command + Secret.PLAIN),
              List.of(command),
              List.of(success)));
      return;
    }
    add(Exchange.of(FaultPoint.CHALLENGE_1, "AUTH LOGIN", "334 " + base64("Username:")));
    add(Exchange.secret(FaultPoint.CHALLENGE_2, base64(Secret.USER), "334 " + base64("Password:")));
    add(Exchange.secret(null, base64(Secret.PASSWORD), success));
  }

  private void envelope() {
    add(Exchange.of(FaultPoint.MAIL, "MAIL FROM:<ann@example.org>", OK));
    add(Exchange.of(FaultPoint.RCPT_1, "RCPT TO:<one@example.net>", OK));
    add(Exchange.of(null, Operation.SEND, "RCPT TO:<two@example.net>", OK));
    add(Exchange.of(FaultPoint.RCPT_3, "RCPT TO:<three@example.net>", OK));
  }

  private void content() {
    add(Exchange.of(FaultPoint.DATA, "DATA", "354 go ahead"));
    if (point == FaultPoint.BODY) {
      add(body("READ " + CellMail.FIRST_HALF / 2, List.of()));
      return;
    }
    List<String> sent = new ArrayList<>(CONTENT_LINES);
    sent.add(".");
    add(new Exchange(FaultPoint.FINAL, Operation.SEND, null, List.of("DATA *"), sent, List.of(OK)));
    otherFinalReplies();
  }

  private static Exchange body(String client, List<String> right) {
    return new Exchange(FaultPoint.BODY, Operation.SEND, null, List.of(client), List.of(), right);
  }

  private void otherFinalReplies() {
    for (int i = 2; transport.isLmtp() && i <= accepted; i++) {
      add(Exchange.answer(i == 2 ? FaultPoint.LMTP_2 : null, Operation.SEND, OK));
    }
  }

  private void chunks() {
    int before = point == FaultPoint.CHUNK ? CHUNKS : 0;
    for (int i = 1; i <= before; i++) {
      add(chunk(i == 2 ? FaultPoint.CHUNK : null));
    }
    if (transport.isLmtp()) {
      // With one reply for each recipient, the end is a separate, empty chunk.
      add(chunk(null));
    }
    add(chunk(FaultPoint.LAST));
    otherFinalReplies();
  }

  private static Exchange chunk(@Nullable FaultPoint point) {
    return new Exchange(point, Operation.SEND, "BDAT ", List.of("BDAT *"), List.of(), List.of(OK));
  }
}
