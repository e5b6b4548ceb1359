package smtp.it.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import smtp.it.faults.Fault.End;
import smtp.testkit.Dialogue;

/** The script of a cell's server, and what the client should send to it. */
final class CellScript {
  /** The mark that the server sets right before its fault. */
  static final String FAULT = "fault";

  /** Where the server waits until the session is idle. */
  static final String IDLE = "idle";

  /** The mark that the server sets after what it says while the session is idle. */
  static final String TOLD = "told";

  /** Where the server waits until the client knows that it is connected. */
  static final String CONNECTED = "connected";

  private final Cell cell;
  private final Expected expected;
  private final FaultText text;
  private final StringBuilder script = new StringBuilder();
  private final List<String> commands = new ArrayList<>();
  private final List<String> sent = new ArrayList<>();
  private int serverBytes;
  private int bytesBeforeFault;

  private CellScript(Cell cell, Expected expected, Duration limit) {
    this.cell = cell;
    this.expected = expected;
    this.text = new FaultText(cell, limit);
  }

  static CellScript of(Cell cell, Expected expected, Duration limit) {
    var script = new CellScript(cell, expected, limit);
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

  /** Returns the commands that a listener should see, or their beginnings. */
  List<String> commands() {
    return commands;
  }

  /** Returns the lines that the server should receive, or their beginnings. */
  List<String> sent() {
    return sent;
  }

  @Override
  public String toString() {
    return script.toString();
  }

  /** Returns how many bytes the server has sent before its fault. */
  int bytesBeforeFault() {
    return bytesBeforeFault;
  }

  /** Returns whether the server sends something by this fault, instead of stalling or closing. */
  static boolean speaks(Fault fault) {
    return fault.end() == End.NONSENSE || fault.end() == End.REPLY || fault == Fault.TRICKLE;
  }

  private void write() {
    List<Exchange> session = CleanSession.of(cell, acceptedAtRcpt());
    int at = indexOfFault(session);
    session.subList(0, at).forEach(this::goWell);
    bytesBeforeFault = serverBytes;
    goWrong(session.get(at));
    List<Exchange> rest = session.subList(at + 1, session.size());
    switch (expected.sequel()) {
      case GOES_ON -> rest.forEach(this::goWell);
      case NEXT -> rest.stream().filter(this::isAfter).forEach(this::goWell);
      case QUITS -> goWell(session.getLast());
      case CLOSED -> close(rest);
    }
  }

  private int acceptedAtRcpt() {
    boolean refused = cell.fault() == Fault.TRANSIENT || cell.fault() == Fault.PERMANENT;
    boolean atRcpt = cell.point() == FaultPoint.RCPT_1 || cell.point() == FaultPoint.RCPT_3;
    return refused && atRcpt ? 2 : 3;
  }

  private int indexOfFault(List<Exchange> session) {
    for (int i = 0; i < session.size(); i++) {
      if (session.get(i).point() == cell.point()) {
        return i;
      }
    }
    throw new IllegalArgumentException("no such point in the session of " + cell);
  }

  private boolean isAfter(Exchange exchange) {
    return exchange.operation() != cell.point().operation();
  }

  private void goWell(Exchange exchange) {
    expect(exchange);
    if (exchange.point() == FaultPoint.HANDSHAKE) {
      line("TLS");
    }
    for (String right : exchange.right()) {
      line("S: " + right);
      serverBytes += right.length() + "\r\n".length();
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
    if (cell.fault() == Fault.NOT_READING && cell.point() != FaultPoint.BODY) {
      // The server does not read what the client sends there.
      if (exchange.shown() != null) {
        commands.add(exchange.shown());
      }
    } else {
      expect(exchange);
    }
    script.append(text.at(exchange));
  }

  private void close(List<Exchange> rest) {
    if (cell.fault() == Fault.EXTRA) {
      rest.stream().takeWhile(Exchange::isFurtherReply).forEach(this::goWell);
    }
    if (cell.point() == FaultPoint.IDLE && speaks(cell.fault()) && !text.isLast()) {
      line("MARK " + TOLD);
    }
    if (!text.isLast()) {
      line(cell.point() == FaultPoint.BODY ? "STALL" : "EOF");
    }
  }

  private void line(String line) {
    script.append(line).append('\n');
  }
}
