package smtp.it.faults;

import static smtp.it.faults.Expected.Sequel.CLOSED;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import smtp.api.SmtpException;
import smtp.api.SmtpOutcomeUnknownException;
import smtp.api.SmtpTransportException;

/**
 * What should happen to two pipelined messages: for the message with the fault, what {@link Model}
 * says, except that more of it may already have been sent.
 */
final class FlightModel {
  private static final Set<Fault> BY_LEDGER =
      EnumSet.of(Fault.RST, Fault.INTERRUPT, Fault.NOT_READING, Fault.DEADLINE, Fault.EXTRA);

  private static final Set<FaultPoint> ENVELOPE =
      EnumSet.of(FaultPoint.MAIL, FaultPoint.RCPT_1, FaultPoint.RCPT_3);

  private static final String ACCEPTED = "aaa";
  private static final String UNKNOWN = "uuu";
  private static final String NOT_SENT = "nnn";

  private FlightModel() {}

  /** Returns why this cell does not exist; empty if it does. */
  static Optional<String> leftOut(FlightCell cell) {
    return isByLedger(cell) ? Optional.empty() : Model.leftOut(cell.alone());
  }

  /**
   * Returns whether the server's own record is what the outcomes are compared with. How many of the
   * earlier replies the client has read depends on the network if the connection is reset, the
   * thread interrupted, or the server stops reading; and an additional reply in a pipeline counts
   * as the next one. If 354 comes in the place of another reply, the message before it is unknown,
   * unless it was reported before the 354 was read.
   */
  static boolean isByLedger(FlightCell cell) {
    boolean wrong =
        cell.fault() == Fault.WRONG_3 && cell.mail() == 2 && ENVELOPE.contains(cell.point());
    return wrong || BY_LEDGER.contains(cell.fault());
  }

  /** Returns what should happen to the message with the fault. */
  static Expected ofItself(FlightCell cell) {
    Expected alone = alone(cell);
    if (isOutOfStep(cell)) {
      // The first message of the flight is the one during which the connection was lost.
      alone = failing(alone, SmtpTransportException.class);
    }
    boolean ended = cell.flight() == Flight.CHUNKS && !cell.point().isAfterTheEnd();
    boolean refusedBy421 = cell.fault() == Fault.REPLY_421;
    return ended && !refusedBy421 && alone.sequel() == CLOSED ? unknown(alone) : alone;
  }

  /**
   * Returns whether a reply shows that an earlier one was taken for the wrong command: RSET cannot
   * be refused. Then no message of the flight counts as accepted.
   */
  private static boolean isOutOfStep(FlightCell cell) {
    return cell.point() == FaultPoint.RSET
        && (cell.fault() == Fault.WRONG_3
            || cell.fault() == Fault.TRANSIENT
            || cell.fault() == Fault.PERMANENT);
  }

  private static Expected failing(Expected alone, Class<? extends SmtpException> failure) {
    return new Expected(alone.failing(), failure, alone.cause(), alone.sequel(), alone.outcomes());
  }

  /** Returns what the call throws, if the session is closed. */
  static Class<? extends SmtpException> thrown(FlightCell cell) {
    return isOutOfStep(cell)
        ? SmtpOutcomeUnknownException.class
        : Objects.requireNonNull(ofItself(cell).failure());
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
        ? List.of(isOutOfStep(cell) ? UNKNOWN : ACCEPTED, itself.outcomes())
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
