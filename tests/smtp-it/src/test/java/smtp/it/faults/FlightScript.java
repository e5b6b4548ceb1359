package smtp.it.faults;

import java.time.Duration;
import smtp.it.faults.Expected.Sequel;
import smtp.testkit.Dialogue;

/** The server's script for two pipelined messages. */
final class FlightScript {
  private static final String OK = "250 2.0.0 done";
  private static final String OUT_OF_ORDER = "S: 503 5.5.1 out of order\n";

  private final FlightCell cell;
  private final FaultText text;
  private final StringBuilder script = new StringBuilder();
  private boolean over;

  private FlightScript(FlightCell cell, Duration limit) {
    this.cell = cell;
    this.text = new FaultText(cell.alone(), limit);
  }

  static Dialogue of(FlightCell cell, Duration limit) {
    var script = new FlightScript(cell, limit);
    script.write();
    return CellScript.dialogue(script.script.toString(), script.text);
  }

  private void write() {
    script.append(
        """
        S: 220 mail.example.org ESMTP
        C: EHLO *
        S: 250-mail.example.org
        S: 250-PIPELINING
        S: 250 %s
        """
            .formatted(cell.flight() == Flight.CHUNKS ? "CHUNKING" : "HELP"));
    if (cell.flight() == Flight.CHUNKS) {
      chunks();
    } else {
      data();
    }
    if (!over) {
      say("C: QUIT\nS: 221 2.0.0 bye\n");
    } else if (!text.isLast()) {
      script.append("EOF\n");
    }
  }

  private void chunks() {
    script.append(envelope(1)).append("BDAT *\n").append(envelope(2)).append("BDAT *\n");
    for (int mail = 1; mail <= 2; mail++) {
      answerEnvelope(mail);
      say(commit(mail));
      answer(mail, FaultPoint.LAST, isRefused(mail, FaultPoint.MAIL));
    }
  }

  private void data() {
    for (int mail = 1; mail <= 2; mail++) {
      if (over) {
        return;
      }
      script.append(envelope(mail)).append("C: DATA\n");
      if (mail == 2 && hasContent(1)) {
        answer(1, FaultPoint.FINAL, false);
      }
      answerEnvelope(mail);
      answer(mail, FaultPoint.DATA, isRefused(mail, FaultPoint.MAIL));
      if (!over && hasContent(mail)) {
        script.append("DATA *\n").append(commit(mail));
      }
    }
    if (hasContent(2)) {
      answer(2, FaultPoint.FINAL, false);
    }
  }

  private static String envelope(int mail) {
    return """
    %sC: MAIL FROM:<ann@example.org>*
    C: RCPT TO:<one@example.net>*
    C: RCPT TO:<two@example.net>*
    C: RCPT TO:<three@example.net>*
    """
        .formatted(mail == 1 ? "" : "C: RSET\n");
  }

  private void answerEnvelope(int mail) {
    if (mail == 2) {
      answer(mail, FaultPoint.RSET, false);
    }
    answer(mail, FaultPoint.MAIL, false);
    boolean refused = isRefused(mail, FaultPoint.MAIL);
    answer(mail, FaultPoint.RCPT_1, refused);
    say(refused ? OUT_OF_ORDER : "S: " + OK + "\n");
    answer(mail, FaultPoint.RCPT_3, refused);
  }

  /** The server refuses all content where an additional 250 could be taken for acceptance. */
  private String commit(int mail) {
    return cell.fault() == Fault.EXTRA ? "" : FlightLedger.commit(mail);
  }

  private String right(FaultPoint point) {
    if (point == FaultPoint.DATA) {
      return "354 go ahead";
    }
    return point.isAfterTheEnd() && cell.fault() == Fault.EXTRA ? "550 5.7.1 no" : OK;
  }

  private boolean hasContent(int mail) {
    return !isRefused(mail, FaultPoint.MAIL) && !isRefused(mail, FaultPoint.DATA);
  }

  private boolean isRefused(int mail, FaultPoint point) {
    boolean here = mail == cell.mail() && point == cell.point();
    return here && (cell.fault() == Fault.TRANSIENT || cell.fault() == Fault.PERMANENT);
  }

  private void answer(int mail, FaultPoint point, boolean outOfOrder) {
    if (mail == cell.mail() && point == cell.point()) {
      say(text.at(Exchange.answer(point, Operation.SEND, right(point))));
      over =
          FlightModel.isByLedger(cell)
              ? cell.fault() != Fault.EXTRA
              : FlightModel.ofItself(cell).sequel() == Sequel.CLOSED;
    } else {
      say(outOfOrder ? OUT_OF_ORDER : "S: " + right(point) + "\n");
    }
  }

  /** Adds lines, unless the session is over. */
  private void say(String lines) {
    if (!over) {
      script.append(lines);
    }
  }
}
