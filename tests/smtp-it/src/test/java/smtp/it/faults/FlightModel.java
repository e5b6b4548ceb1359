package smtp.it.faults;

import static smtp.it.faults.Expected.Sequel.CLOSED;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import smtp.api.SmtpOutcomeUnknownException;

/**
 * What should happen to two pipelined messages: for the message with the fault, what {@link Model}
 * says, except that more of it may already have been sent.
 */
final class FlightModel {
  private static final String ACCEPTED = "aaa";
  private static final String UNKNOWN = "uuu";
  private static final String NOT_SENT = "nnn";

  private FlightModel() {}

  /** Returns why this cell does not exist; empty if it does. */
  static Optional<String> leftOut(FlightCell cell) {
    return Optional.ofNullable(reasonAgainst(cell.fault())).or(() -> Model.leftOut(cell.alone()));
  }

  private static @Nullable String reasonAgainst(Fault fault) {
    return switch (fault) {
      case EXTRA -> "in a pipeline an additional reply counts as the next reply";
      case RST, INTERRUPT -> "earlier replies may or may not have been read";
      case NOT_READING -> "a pipeline that fits into the system's buffers is written at once";
      case DEADLINE -> "with two messages it ends the wait as a time limit does";
      default -> null;
    };
  }

  /** Returns what should happen to the message with the fault. */
  static Expected ofItself(FlightCell cell) {
    Expected alone = alone(cell);
    boolean ended = cell.flight() == Flight.CHUNKS && !cell.point().isAfterTheEnd();
    boolean refusedBy421 = cell.fault() == Fault.REPLY_421;
    return ended && !refusedBy421 && alone.sequel() == CLOSED ? unknown(alone) : alone;
  }

  /** RSET belongs to the message after it. */
  private static Expected alone(FlightCell cell) {
    Expected alone = Model.of(cell.alone());
    return cell.point() == FaultPoint.RSET && alone.failure() != null
        ? alone.with(NOT_SENT)
        : alone;
  }

  private static Expected unknown(Expected alone) {
    return new Expected(
        alone.failing(),
        SmtpOutcomeUnknownException.class,
        Objects.requireNonNull(alone.failure()),
        CLOSED,
        UNKNOWN);
  }

  /** Returns the outcomes of the recipients of both messages. */
  static List<String> outcomes(FlightCell cell) {
    Expected itself = ofItself(cell);
    return cell.mail() == 2
        ? List.of(ACCEPTED, itself.outcomes())
        : List.of(itself.outcomes(), ofTheNext(cell, itself));
  }

  /**
   * With DATA the content of the next message waits for 354. With BDAT it has been sent, and 421
   * says that it was not processed.
   */
  private static String ofTheNext(FlightCell cell, Expected itself) {
    if (itself.sequel() != CLOSED) {
      return ACCEPTED;
    }
    boolean out = cell.flight() == Flight.CHUNKS && cell.fault() != Fault.REPLY_421;
    return out ? UNKNOWN : NOT_SENT;
  }
}
