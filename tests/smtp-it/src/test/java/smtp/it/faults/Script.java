package smtp.it.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import smtp.it.faults.Fault.End;
import smtp.testkit.Dialogue;

/** What the server of a cell plays, and what the client is to send to it. */
final class Script {
  /** The mark that the server sets right before it goes wrong. */
  static final String FAULT = "fault";

  /** Where the server waits until the client knows that it is connected. */
  static final String CONNECTED = "connected";

  private final Cell cell;
  private final Expected expected;
  private final FaultText text;
  private final StringBuilder script = new StringBuilder();
  private final List<String> commands = new ArrayList<>();
  private final List<String> sent = new ArrayList<>();
  private int said;
  private int saidBefore;

  private Script(Cell cell, Expected expected, Duration limit) {
    this.cell = cell;
    this.expected = expected;
    this.text = new FaultText(cell, limit);
  }

  static Script of(Cell cell, Expected expected, Duration limit) {
    var script = new Script(cell, expected, limit);
    script.write();
    return script;
  }

  Dialogue dialogue() {
    return dialogue(script.toString(), text);
  }

  static Dialogue dialogue(String script, FaultText text) {
    Dialogue.Builder dialogue = Dialogue.builder();
    String[] parts = script.split(FaultText.HUGE, -1);
    for (int i = 0; i < parts.length; i++) {
      if (i > 0) {
        dialogue.server(text.huge());
      }
      dialogue.script(parts[i]);
    }
    return dialogue.build();
  }

  /** The commands as a listener is to see them, or their beginnings. */
  List<String> commands() {
    return commands;
  }

  /** The lines that the server is to get, or their beginnings. */
  List<String> sent() {
    return sent;
  }

  @Override
  public String toString() {
    return script.toString();
  }

  /** How many octets the server has said when it goes wrong. */
  int saidBefore() {
    return saidBefore;
  }

  /** Whether the server says something by a fault, rather than to fall silent or go. */
  static boolean speaks(Fault fault) {
    return fault.end() == End.NONSENSE || fault.end() == End.REPLY || fault == Fault.TRICKLE;
  }

  private void write() {
    List<Exchange> course = Course.of(cell, acceptedAtRcpt());
    int at = indexOfFault(course);
    course.subList(0, at).forEach(this::goWell);
    saidBefore = said;
    goWrong(course.get(at));
    List<Exchange> rest = course.subList(at + 1, course.size());
    switch (expected.sequel()) {
      case GOES_ON -> rest.forEach(this::goWell);
      case NEXT -> rest.stream().filter(this::isBehind).forEach(this::goWell);
      case LEAVES -> leave(course.getLast());
      case CLOSED -> close(rest);
    }
  }

  private int acceptedAtRcpt() {
    boolean refused = cell.fault() == Fault.TRANSIENT || cell.fault() == Fault.PERMANENT;
    boolean atRcpt = cell.step() == Step.RCPT_1 || cell.step() == Step.RCPT_3;
    return refused && atRcpt ? 2 : 3;
  }

  private int indexOfFault(List<Exchange> course) {
    for (int i = 0; i < course.size(); i++) {
      if (course.get(i).step() == cell.step()) {
        return i;
      }
    }
    throw new IllegalArgumentException("no such step in the course of " + cell);
  }

  private boolean isBehind(Exchange exchange) {
    return exchange.operation() != cell.step().operation();
  }

  private void goWell(Exchange exchange) {
    expect(exchange);
    if (exchange.step() == Step.HANDSHAKE) {
      line("TLS");
    }
    for (String right : exchange.right()) {
      line("S: " + right);
      said += right.length() + "\r\n".length();
    }
  }

  private void expect(Exchange exchange) {
    exchange.client().forEach(this::line);
    sent.addAll(exchange.sent());
    if (exchange.shown() != null) {
      commands.add(exchange.shown());
    }
  }

  private void goWrong(Exchange exchange) {
    if (cell.fault() == Fault.DEAF && cell.step() != Step.BODY) {
      // What the client sends there is not even read.
      if (exchange.shown() != null) {
        commands.add(exchange.shown());
      }
    } else {
      expect(exchange);
    }
    script.append(text.at(exchange));
  }

  private void leave(Exchange quit) {
    if (cell.step().isChallenge() && cell.fault() == Fault.ODD_OCTETS) {
      goWell(Exchange.secret(null, "*", "501 5.0.0 as you like"));
    }
    goWell(quit);
  }

  private void close(List<Exchange> rest) {
    if (cell.fault() == Fault.EXTRA) {
      rest.stream().takeWhile(Exchange::isFurtherReply).forEach(this::goWell);
    }
    if (!text.isLast()) {
      line(cell.step() == Step.BODY ? "STALL" : "EOF");
    }
  }

  private void line(String line) {
    script.append(line).append('\n');
  }
}
