package smtp.it.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The fault of a cell as steps of a script. */
final class FaultText {
  private static final Set<Fault> LAST =
      EnumSet.of(
          Fault.FIN,
          Fault.RST,
          Fault.CUT,
          Fault.NO_NOTIFY,
          Fault.ALERT,
          Fault.STALL,
          Fault.NOT_READING,
          Fault.DEADLINE,
          Fault.INTERRUPT,
          Fault.ENDLESS_LINES,
          Fault.ENDLESS_LINE);

  /** Faults whose directives read the ClientHello themselves, or nothing. */
  private static final Set<Fault> READ_HELLO =
      EnumSet.of(Fault.ALERT, Fault.GARBAGE, Fault.NOT_READING);

  private static final String MARK = "MARK " + CellScript.FAULT + "\n";

  /** Stands in a script for what {@link #huge} returns. */
  static final String HUGE = "HUGE\n";

  private static final int HUGE_LINES = 1024;
  private static final String HUGE_TEXT = "x".repeat(1018);

  private final Cell cell;

  /** Faults after whose bytes no mark can stand: the server does not come to their end. */
  static final Set<Fault> UNTOLD = EnumSet.of(Fault.ENDLESS_LINES, Fault.ENDLESS_LINE, Fault.HUGE);

  private final Duration limit;
  private String code = "";

  FaultText(Cell cell, Duration limit) {
    this.cell = cell;
    this.limit = limit;
  }

  /** Returns whether no step can follow it. */
  boolean isLast() {
    return cell.point() == FaultPoint.HANDSHAKE
        || LAST.contains(cell.fault())
        || (cell.fault() == Fault.REPLY_421 && cell.point() != FaultPoint.BODY);
  }

  /** Returns the steps that replace the correct reply, with the mark before them. */
  String at(Exchange exchange) {
    if (cell.point() == FaultPoint.HANDSHAKE) {
      return READ_HELLO.contains(cell.fault())
          ? MARK + inHandshake()
          : "READ 5\n" + MARK + inHandshake();
    }
    if (cell.point() == FaultPoint.GREETING) {
      // Any earlier, a reset would keep the client from connecting.
      return "WAIT " + CellScript.CONNECTED + "\n" + MARK + inPlaceOf(exchange.right());
    }
    if (cell.point() == FaultPoint.IDLE) {
      // Any earlier, the client would read it with the final reply.
      return "WAIT " + CellScript.IDLE + "\n" + whileIdle(inPlaceOf(exchange.right()));
    }
    if (cell.point() != FaultPoint.BODY) {
      return MARK + inPlaceOf(exchange.right());
    }
    return inBody();
  }

  /** Of a reply that never ends, or is not read to its end, the beginning has to be there. */
  private String whileIdle(String text) {
    int first = UNTOLD.contains(cell.fault()) ? text.indexOf('\n') + 1 : 0;
    return text.substring(0, first) + MARK + text.substring(first);
  }

  /** The client looks for the whole reply when it has seen the first byte. */
  private String inBody() {
    String text = inPlaceOf(List.of("250 2.0.0 done"));
    if (!CellScript.speaks(cell.fault())) {
      return MARK + text;
    }
    int first = text.indexOf("S") + 3;
    return "S- "
        + text.charAt(first)
        + "\n"
        + MARK
        + text.substring(0, first)
        + text.substring(first + 1);
  }

  private String inPlaceOf(List<String> right) {
    String first = right.getFirst();
    code = first.substring(0, 3);
    return switch (cell.fault()) {
      case FIN -> "CLOSE\n";
      case RST -> "RESET\n";
      case CUT -> "S- " + first.substring(0, 5) + "\nCLOSE\n";
      case NO_NOTIFY -> "CLOSE-WITHOUT-NOTIFY\n";
      case ALERT -> "TLS-ALERT\n";
      case STALL -> "STALL\n";
      // If the server kept reading, the content would reach its end first.
      case DEADLINE, INTERRUPT -> cell.point() == FaultPoint.BODY ? "STOP-READING\n" : "STALL\n";
      case NOT_READING -> "STOP-READING\n";
      case TRICKLE -> trickle() + said(right);
      case ENDLESS_LINES -> "S: " + code + "-and so on\nENDLESS-REPLY " + code + "\n";
      case ENDLESS_LINE -> "S- " + code + " and so on\nENDLESS-LINE\n";
      case HUGE -> "S: " + code + "-and so on\n" + HUGE + said(right);
      case GARBAGE -> "S: 25O done" + echo() + "\n";
      case MIXED -> "S: 550-one\nS: " + code + " two" + echo() + "\n";
      case WRONG_1 -> "S: 150 2.0.0 soon" + echo() + "\n";
      case WRONG_2 -> "S: 250 2.0.0 done" + echo() + "\n";
      case WRONG_3 -> "S: 354 go ahead" + echo() + "\n";
      case TRANSIENT ->
          "S: " + (cell.point().isAuth() ? 454 : 450) + " 4.3.0 later" + echo() + "\n";
      case PERMANENT -> "S: " + (cell.point().isAuth() ? 535 : 550) + " 5.7.0 no" + echo() + "\n";
      case REPLY_421 ->
          "S: 421 4.3.2 leaving"
              + echo()
              + "\n"
              + (cell.point() == FaultPoint.BODY ? "" : "CLOSE\n");
      case EXTRA -> said(right) + "S: 250 2.0.0 done\n";
      case ODD_OCTETS -> lines(right, "S: ", " \\0\\xFF\\xFE\\x1B[2J");
      case BARE_LF -> lines(right, "S- ", "\\n");
    };
  }

  /** Returns one mebibyte of lines of the reply. */
  byte[] huge() {
    return (code + "-" + HUGE_TEXT + "\r\n").repeat(HUGE_LINES).getBytes(US_ASCII);
  }

  private String inHandshake() {
    return switch (cell.fault()) {
      case FIN -> "CLOSE\n";
      case RST -> "RESET\n";
      case CUT -> "S- \\x16\\x03\\x03\\0\nCLOSE\n";
      case ALERT -> "TLS-ALERT 40\n";
      case NOT_READING -> "STOP-READING\n";
      case TRICKLE -> trickle() + "S- \\x16\\x03\\x03\\x3F\\xFF\\x02\\0\\x3F\\xFB\nSTALL\n";
      // The header of a ServerHello of 16 MiB.
      case HUGE -> "S- \\x16\\x03\\x03\\0\\x04\\x02\\xFF\\xFF\\xFF\nSTALL\n";
      case GARBAGE -> "TLS-GARBAGE\n";
      default -> "STALL\n";
    };
  }

  private String trickle() {
    return "TRICKLE " + limit.toMillis() * 6 / 10 + "ms\n";
  }

  private static String said(List<String> right) {
    return lines(right, "S: ", "");
  }

  private static String lines(List<String> lines, String before, String after) {
    return lines.stream().map(line -> before + line + after + "\n").collect(Collectors.joining());
  }

  /** Lets the server's reply repeat the client's secrets. */
  private String echo() {
    return cell.point() == FaultPoint.AUTH
        ? " to " + Secret.PLAIN + ", that is " + Secret.PASSWORD
        : "";
  }
}
