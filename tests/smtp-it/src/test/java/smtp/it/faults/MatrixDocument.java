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
import smtp.it.faults.Expected.Sequel;

/** The matrix as a document: what {@link Model} says, which the test has found to be so. */
final class MatrixDocument {
  private static final Map<Class<? extends SmtpException>, String> CODES = codes();

  private final StringBuilder text = new StringBuilder();
  private final List<String> reasons = reasons().distinct().toList();

  private MatrixDocument() {}

  static String text() {
    var document = new MatrixDocument();
    document.introduce();
    document.explain();
    Stream.of(Way.values()).forEach(document::show);
    document.introduceFlights();
    Stream.of(Flight.values()).forEach(document::show);
    document.count();
    return document.text.toString();
  }

  /** Of each combination that there is not. */
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
    return codes;
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private void introduce() {
    text.append(
        """
        # The fault matrix

        A server does one thing wrong, at one step of a session, and this is what the client makes of
        it. The build tries each of the %,d cells below on real sockets (`FaultMatrixIT`, `FlightMatrixIT`),
        and fails if the library does something else, or if this page says so. What is to happen does
        not come from what the library does: it follows from the rules in
        [Model.java](../tests/smtp-it/src/test/java/smtp/it/faults/Model.java) and
        [FlightModel.java](../tests/smtp-it/src/test/java/smtp/it/faults/FlightModel.java).

        The session: greeting, EHLO, TLS where the way has it, AUTH, EHLO again, one mail to three
        recipients, RSET, NOOP, QUIT, each command after the reply to the one before; and %d times, at
        the end of this page, two mails that are under way together. Every cell of a session checks

        - which operation fails, by an exception of exactly which class, and what became of each
          recipient;
        - that a session that is said to be open is: the operations that follow succeed;
        - that nothing is written by the client after a failure that closes the session, and nothing
          but QUIT after one that it leaves by, as the server sees it and as a listener does;
        - that it comes back when the time limit, the deadline or the interrupt says so, and that the
          thread's flag stays set;
        - that password, content and their base64 are in no message, cause, stack trace, `toString()`,
          event or trace, not even if the server says them back;
        - and, when all cells of a way are through, that no socket and no thread is left.
        """
            .formatted(all(), FlightCell.cells().size()));
  }

  private static int all() {
    return Matrix.cells().size() + FlightCell.cells().size();
  }

  private void explain() {
    line("\n## Legend\n");
    line(
        "A cell has the exception, then what becomes of the session, then the three recipients.\n");
    line("| code | exception |\n|---|---|");
    CODES.forEach((type, code) -> line("| " + code + " | `" + type.getSimpleName() + "` |"));
    line("| U·T | the same, with a cause of class T |");
    line("| · | none |");
    text.append(
        """

        | code | session |
        |---|---|
        | ○ | open: it goes on with what is next |
        | ◐ | the client takes leave by QUIT |
        | ● | closed, nothing more is written |

        Recipients: `a` accepted, `r` refused, `u` unknown, `n` not sent; no letters where no mail was
        begun. A number in brackets is a combination that there is not, for the reason of that number.

        | fault | the server |
        |---|---|
        """);
    Stream.of(Fault.values())
        .forEach(fault -> line("| " + fault.title() + " | " + fault.words() + " |"));
  }

  private void show(Way way) {
    line("\n## " + way.words() + "\n");
    List<Step> steps =
        Stream.of(Step.values())
            .filter(step -> Stream.of(Fault.values()).anyMatch(f -> isCell(way, step, f)))
            .toList();
    line(row("fault", steps.stream().map(Step::words)));
    line("|" + "---|".repeat(1 + steps.size()));
    for (Fault fault : Fault.values()) {
      line(row(fault.title(), steps.stream().map(step -> code(new Cell(way, step, fault)))));
    }
  }

  private static boolean isCell(Way way, Step step, Fault fault) {
    return Model.leftOut(new Cell(way, step, fault)).isEmpty();
  }

  private static String row(String head, Stream<String> cells) {
    return "| " + head + cells.collect(joining(" | ", " | ", " |"));
  }

  private void introduceFlights() {
    text.append(
        """

        ## Two mails under way together

        Two mails, to three recipients each, by one `sendAll` in clear to a server that offers PIPELINING.
        The server goes wrong in place of one reply, to the first mail or to the second. A cell has the
        exception of that mail, what becomes of the session, and the recipients of both mails. A mail that
        was not taken from the iterator is one that was not sent. Each cell checks these, that nothing is
        written after a failure, that no secret is told, and all of them that nothing is left.
        """);
  }

  private void show(Flight flight) {
    line("\n### " + flight.words() + "\n");
    List<FlightCell> columns =
        FlightCell.combinations()
            .filter(cell -> cell.flight() == flight && cell.fault() == Fault.FIN)
            .toList();
    line(row("fault", columns.stream().map(cell -> cell.mail() + ": " + cell.step().words())));
    line("|" + "---|".repeat(1 + columns.size()));
    for (Fault fault : Fault.values()) {
      line(
          row(
              fault.title(),
              columns.stream()
                  .map(cell -> code(new FlightCell(flight, cell.mail(), cell.step(), fault)))));
    }
  }

  private String code(FlightCell cell) {
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
      case LEAVES -> "◐";
      case CLOSED -> "●";
    };
  }

  private void count() {
    line("\n## Count\n");
    line("| way | cells | left out |\n|---|---|---|");
    Map<Way, Long> cells = Matrix.cells().stream().collect(groupingBy(Cell::way, counting()));
    long each = (long) Step.values().length * Fault.values().length;
    Stream.of(Way.values())
        .forEach(way -> count(way.words(), cells.get(way), each - cells.get(way)));
    for (Flight flight : Flight.values()) {
      count(flight.words(), flightCells(flight, true), flightCells(flight, false));
    }
    line("| all | %d | %d |".formatted(all(), reasons().count()));
    line("\n| | why there is no such cell | how many |\n|---|---|---|");
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
