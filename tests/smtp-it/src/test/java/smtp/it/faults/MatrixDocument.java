package smtp.it.faults;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import smtp.api.SmtpAuthenticationException;
import smtp.api.SmtpConnectException;
import smtp.api.SmtpDataException;
import smtp.api.SmtpException;
import smtp.api.SmtpHelloException;
import smtp.api.SmtpInterruptedException;
import smtp.api.SmtpOutcomeUnknownException;
import smtp.api.SmtpProtocolException;
import smtp.api.SmtpReplyException;
import smtp.api.SmtpSenderRefusedException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.api.SmtpTimeoutException;
import smtp.api.SmtpTlsException;
import smtp.api.SmtpTransportException;
import smtp.it.faults.Expected.Sequel;

/** The matrix as a document: what {@link Model} says, which the tests verify. */
final class MatrixDocument {
  private static final Map<Class<? extends SmtpException>, String> CODES = codes();

  private final StringBuilder text = new StringBuilder();
  private final List<String> reasons = reasons().distinct().toList();

  private MatrixDocument() {}

  static String text() {
    var document = new MatrixDocument();
    document.introduce();
    document.explain();
    Stream.of(Transport.values()).forEach(document::show);
    document.introduceFlights();
    Stream.of(Flight.values()).forEach(document::show);
    document.count();
    return document.text.toString();
  }

  /** Returns the reason for each combination that does not exist. */
  private static Stream<String> reasons() {
    return Stream.concat(
        Matrix.combinations().flatMap(cell -> Model.leftOut(cell).stream()),
        FlightCell.combinations().flatMap(cell -> FlightModel.leftOut(cell).stream()));
  }

  private static Map<Class<? extends SmtpException>, String> codes() {
    Map<Class<? extends SmtpException>, String> codes = new LinkedHashMap<>();
    codes.put(SmtpConnectException.class, "C");
    codes.put(SmtpHelloException.class, "H");
    codes.put(SmtpReplyException.class, "R");
    codes.put(SmtpTlsException.class, "TLS");
    codes.put(SmtpAuthenticationException.class, "A");
    codes.put(SmtpSenderRefusedException.class, "M");
    codes.put(SmtpDataException.class, "D");
    codes.put(SmtpProtocolException.class, "P");
    codes.put(SmtpServerDisconnectedException.class, "G");
    codes.put(SmtpTimeoutException.class, "T");
    codes.put(SmtpInterruptedException.class, "I");
    codes.put(SmtpOutcomeUnknownException.class, "U");
    codes.put(SmtpTransportException.class, "E");
    return codes;
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private void introduce() {
    text.append(
        """
        # The fault matrix

        A server does one thing wrong at one point of a session, and this page says how the client handles
        it. The build runs each of the %,d cells below on real sockets (`FaultMatrixIT`, `FlightMatrixIT`).
        It fails if the library behaves differently, or if this page does not match. The expected results
        are not derived from the library's code. They follow from the rules in
        [Model.java](../tests/smtp-it/src/test/java/smtp/it/faults/Model.java) and
        [FlightModel.java](../tests/smtp-it/src/test/java/smtp/it/faults/FlightModel.java).

        The session: greeting, EHLO, TLS if the transport uses it, AUTH, EHLO again, one message to three
        recipients, RSET, NOOP, QUIT, each command after the reply to the previous one. In %d cells, at the
        end of this page, the client pipelines two messages. Every cell of a session checks

        - which operation fails, the exact class of the exception, and the outcome for each recipient;
        - that a session that is reported as open is open: the following operations succeed;
        - that the client writes nothing after a failure that closes the session, and only QUIT after a
          failure after which it quits, both as the server and as a listener sees it;
        - that the call returns at the time limit, the deadline or the interrupt, and that the interrupt
          flag stays set;
        - that password, content and their base64 forms appear in no message, cause, stack trace,
          `toString()`, event or trace, even if the server repeats them;
        - and, after all cells of a transport, that no socket and no thread is left.
        """
            .formatted(all(), FlightCell.cells().size()));
  }

  private static int all() {
    return Matrix.cells().size() + FlightCell.cells().size();
  }

  private void explain() {
    line("\n## Legend\n");
    line("A cell shows the exception, then the state of the session, then the three recipients.\n");
    line("| code | exception |\n|---|---|");
    CODES.forEach((type, code) -> line("| " + code + " | `" + type.getSimpleName() + "` |"));
    line("| U·T | the same, with a cause of class T |");
    line("| · | none |");
    text.append(
        """

        | code | session |
        |---|---|
        | ○ | open: the next operation succeeds |
        | ◐ | the client sends QUIT and closes |
        | ● | closed: nothing more is written |

        Recipients: `a` accepted, `r` refused, `u` unknown, `n` not sent; no letters if no message was
        begun. A number in parentheses marks a combination that does not exist; the numbered reasons are at
        the end of this page.

        | fault | the server |
        |---|---|
        """);
    Stream.of(Fault.values())
        .forEach(fault -> line("| " + fault.title() + " | " + fault.words() + " |"));
  }

  private void show(Transport transport) {
    line("\n## " + transport.words() + "\n");
    List<FaultPoint> points =
        Stream.of(FaultPoint.values())
            .filter(point -> Stream.of(Fault.values()).anyMatch(f -> isCell(transport, point, f)))
            .toList();
    line(row("fault", points.stream().map(FaultPoint::words)));
    line("|" + "---|".repeat(1 + points.size()));
    for (Fault fault : Fault.values()) {
      line(
          row(
              fault.title(),
              points.stream().map(point -> code(new Cell(transport, point, fault)))));
    }
  }

  private static boolean isCell(Transport transport, FaultPoint point, Fault fault) {
    return Model.leftOut(new Cell(transport, point, fault)).isEmpty();
  }

  private static String row(String head, Stream<String> cells) {
    return "| " + head + cells.collect(joining(" | ", " | ", " |"));
  }

  private void introduceFlights() {
    text.append(
        """

        ## Two pipelined messages

        One `sendAll` sends two messages to three recipients each, unencrypted, to a server that offers
        PIPELINING. The fault replaces one reply to the first or to the second message. A cell shows the
        exception for that message, the state of the session, and the recipients of both messages. A message
        that was not taken from the iterator counts as not sent. In the cells with `L` it depends on the
        network how many replies the client has read, or an additional reply is taken for the next one.
        There the server's own record is the truth: a recipient that is reported as accepted has a message
        that the server committed, and one that is reported as refused or not sent has none. The exception,
        the closed session and the interrupt flag are checked too. Each other cell checks these, that nothing is
        written after a failure, and that no secret is revealed; at the end, no socket and no thread is left.
        """);
  }

  private void show(Flight flight) {
    line("\n### " + flight.words() + "\n");
    List<FlightCell> columns =
        FlightCell.combinations()
            .filter(cell -> cell.flight() == flight && cell.fault() == Fault.FIN)
            .toList();
    line(row("fault", columns.stream().map(cell -> cell.mail() + ": " + cell.point().words())));
    line("|" + "---|".repeat(1 + columns.size()));
    for (Fault fault : Fault.values()) {
      line(
          row(
              fault.title(),
              columns.stream()
                  .map(cell -> code(new FlightCell(flight, cell.mail(), cell.point(), fault)))));
    }
  }

  private String code(FlightCell cell) {
    if (FlightModel.isByLedger(cell)) {
      return "L";
    }
    return FlightModel.leftOut(cell)
        .map(this::number)
        .orElseGet(() ->
            code(FlightModel.ofItself(cell).with(""))
                + " "
                + String.join(" ", FlightModel.outcomes(cell)));
  }

  private String code(Cell cell) {
    return Model.leftOut(cell).map(this::number).orElseGet(() -> code(Model.of(cell)));
  }

  private String number(String reason) {
    return "(" + (reasons.indexOf(reason) + 1) + ")";
  }

  private static String code(Expected expected) {
    String failure = expected.failure() == null ? "·" : code(expected.failure());
    String cause = expected.cause() == null ? "" : "·" + code(expected.cause());
    return (failure + cause + " " + sign(expected.sequel()) + " " + expected.outcomes()).strip();
  }

  private static String code(@Nullable Class<? extends SmtpException> type) {
    return Objects.requireNonNull(CODES.get(type));
  }

  private static String sign(Sequel sequel) {
    return switch (sequel) {
      case GOES_ON, NEXT -> "○";
      case QUITS -> "◐";
      case CLOSED -> "●";
    };
  }

  private void count() {
    line("\n## Count\n");
    line("| transport | cells | left out |\n|---|---|---|");
    Map<Transport, Long> cells =
        Matrix.cells().stream().collect(groupingBy(Cell::transport, counting()));
    long each = (long) FaultPoint.values().length * Fault.values().length;
    Stream.of(Transport.values())
        .forEach(transport ->
            count(transport.words(), cells.get(transport), each - cells.get(transport)));
    for (Flight flight : Flight.values()) {
      count(flight.words(), flightCells(flight, true), flightCells(flight, false));
    }
    line("| all | %d | %d |".formatted(all(), reasons().count()));
    line("\n| | why the cell does not exist | cells |\n|---|---|---|");
    List<String> why = new ArrayList<>(reasons);
    Map<String, Long> counts = reasons().collect(groupingBy(reason -> reason, counting()));
    why.forEach(reason ->
        line("| (%d) | %s | %d |".formatted(why.indexOf(reason) + 1, reason, counts.get(reason))));
  }

  private void count(String what, long cells, long leftOut) {
    line("| %s | %d | %d |".formatted(what, cells, leftOut));
  }

  private static long flightCells(Flight flight, boolean there) {
    return FlightCell.combinations()
        .filter(cell -> cell.flight() == flight && FlightModel.leftOut(cell).isEmpty() == there)
        .count();
  }
}
