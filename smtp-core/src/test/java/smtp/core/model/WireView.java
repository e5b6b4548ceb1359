package smtp.core.model;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import smtp.core.internal.options.Dialect;

/**
 * One who sees what the client sent and received over one connection, knows the RFCs, and nothing
 * else: neither what the server did nor what the client made of it.
 */
final class WireView {

  /** A reply that is due. */
  private record Due(Point point, @Nullable SeenMessage message, int recipient) {}

  private static final byte[] FINAL_DOT = {'\r', '\n', '.', '\r', '\n'};

  private final boolean answersEach;
  private final ReplyCodes replies = new ReplyCodes(this::reply);
  private final Deque<Due> due = new ArrayDeque<>();
  private final SeenMessage[] messages = {new SeenMessage(), new SeenMessage()};
  private final Received out = new Received();
  private @Nullable SeenMessage current;
  private boolean inData;
  private int region;
  private int outOfStepFrom = Integer.MAX_VALUE;
  private boolean over;

  WireView(Setup setup) {
    answersEach = setup.dialect() == Dialect.LMTP;
    due.add(new Due(Point.GREETING, null, 0));
  }

  Sight sight(int message, int recipient) {
    if (due.isEmpty() && !replies.isBetween()) {
      surplus();
    }
    return messages[message].sight(recipient, outOfStepFrom);
  }

  /**
   * Returns whether the client saw a recipient refused, and ended a DATA that it no longer needed.
   */
  boolean isRefusedInEnvelope(int message, int recipient) {
    return messages[message].isRefusedInEnvelope(recipient);
  }

  // --- what the client sends

  void sent(byte[] bytes, int offset, int length) {
    if (due.isEmpty() && replies.isBetween()) {
      region++;
    }
    out.add(bytes, offset, length);
    while (inData ? content() : command()) {
      // The next command.
    }
  }

  private boolean content() {
    int end = out.indexOf(FINAL_DOT);
    boolean empty = out.startsWith(FINAL_DOT, 2);
    if (end < 0 && !empty) {
      return false;
    }
    out.take(empty ? FINAL_DOT.length - 2 : end + FINAL_DOT.length);
    inData = false;
    ended(empty);
    return true;
  }

  private void ended(boolean empty) {
    if (current != null) {
      current.ended(region, empty);
    }
    expect(Point.END, 0);
  }

  private boolean command() {
    int end = out.indexOf(Received.LINE_END);
    if (end < 0) {
      return false;
    }
    String line = new String(out.peek(end), ISO_8859_1);
    if (line.startsWith("BDAT")) {
      return chunk(line, end + 2);
    }
    out.take(end + 2);
    command(line);
    return true;
  }

  private void command(String line) {
    switch (line.substring(0, 4)) {
      case "MAIL" -> {
        current = messages[Messages.message(line)];
        current.begins();
        expect(Point.MAIL, 0);
      }
      case "RCPT" -> expect(Point.RCPT, Messages.recipient(line));
      case "DATA" -> expect(Point.DATA, 0);
      case "RSET" -> expect(Point.RSET, 0);
      case "QUIT" -> expect(Point.QUIT, 0);
      default -> expect(Point.HELLO, 0);
    }
  }

  private boolean chunk(String line, int lineBytes) {
    String[] words = line.split(" ", -1);
    int bytes = Integer.parseInt(words[1]);
    if (out.size() < lineBytes + bytes) {
      return false;
    }
    out.take(lineBytes + bytes);
    if (words.length > 2) {
      ended(false);
    } else {
      expect(Point.CHUNK, 0);
    }
    return true;
  }

  private void expect(Point point, int recipient) {
    due.add(new Due(point, current, recipient));
  }

  // --- what the client receives

  void received(byte[] bytes) {
    replies.add(bytes);
  }

  private void surplus() {
    outOfStepFrom = Math.min(outOfStepFrom, region);
  }

  private void reply(int code) {
    Due next = due.peek();
    if (over) {
      return;
    }
    if (next == null) {
      unasked(code);
      return;
    }
    if (code == 421 || (code == 221 && next.point() != Point.QUIT)) {
      end(next, code);
      return;
    }
    if (!fits(next, code)) {
      surplus();
    }
    if (take(next, code)) {
      due.remove();
    }
  }

  /** A server may end the session between two commands. Nothing else comes without one. */
  private void unasked(int code) {
    over = code == 421 || code == 221;
    if (!over) {
      surplus();
    }
  }

  /** The server ended the session. 421 refuses what it answers, 221 answers nothing. */
  private void end(Due next, int code) {
    over = true;
    if (code == 421) {
      take(next, code);
      for (SeenMessage message : messages) {
        message.sessionEnded();
      }
    }
  }

  private static boolean fits(Due next, int code) {
    boolean refuses = code >= 400 && code < 600;
    SeenMessage message = next.message();
    return switch (next.point()) {
      case GREETING -> code == 220 || refuses;
      case RSET -> code == 250;
      case QUIT -> code == 221;
      case RCPT -> refuses || (code == 250 && message != null && message.isSenderAccepted());
      case DATA -> refuses || code == 354;
      case END -> refuses || (code == 250 && message != null && message.isTaken());
      default -> refuses || code == 250;
    };
  }

  /** Takes a reply for what is due. Returns whether no more are due for it. */
  private boolean take(Due next, int code) {
    SeenMessage message = next.message();
    if (next.point() == Point.DATA) {
      inData = code == 354;
    }
    if (message == null) {
      return true;
    }
    switch (next.point()) {
      case MAIL -> message.mail(code);
      case RCPT -> message.rcpt(next.recipient(), code);
      case DATA, CHUNK -> message.refusedBy(code);
      case END -> {
        return answersEach ? message.nextFinal(code, region) : message.finalForAll(code, region);
      }
      default -> {}
    }
    return true;
  }
}
