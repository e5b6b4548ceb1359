package smtp.it.faults;

import static smtp.it.faults.Expected.Sequel.CLOSED;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import smtp.api.SmtpOutcomeUnknownException;

/**
 * What should happen to two mails that are under way together: what {@link Model} says of the one
 * that the server goes wrong at, but that more of it may have gone out.
 */
final class FlightModel {
  private static final String ACCEPTED = "aaa";
  private static final String UNKNOWN = "uuu";
  private static final String NOT_SENT = "nnn";

  private FlightModel() {}

  /** Returns why there is no such cell; empty if there is. */
  static Optional<String> leftOut(FlightCell cell) {
    return Optional.ofNullable(reasonAgainst(cell.fault())).or(() -> Model.leftOut(cell.alone()));
  }

  private static @Nullable String reasonAgainst(Fault fault) {
    return switch (fault) {
      case EXTRA -> "in a flight a reply too many is the one that is due next";
      case RST, INTERRUPT -> "the replies in front of it may or may not have been read";
      case DEAF -> "a flight that the system's buffers hold is written at once";
      case DEADLINE -> "with two mails it ends the wait as a time limit does";
      default -> null;
    };
  }

  /** What is made of the mail that the server goes wrong at. */
  static Expected ofItself(FlightCell cell) {
    Expected alone = alone(cell);
    boolean ended = cell.flight() == Flight.CHUNKS && !cell.step().isBehindTheEnd();
    boolean said = cell.fault() == Fault.GOODBYE;
    return ended && !said && alone.sequel() == CLOSED ? unknown(alone) : alone;
  }

  /** RSET is said for the mail behind it. */
  private static Expected alone(FlightCell cell) {
    Expected alone = Model.of(cell.alone());
    return cell.step() == Step.RSET && alone.failure() != null ? alone.with(NOT_SENT) : alone;
  }

  private static Expected unknown(Expected alone) {
    return new Expected(
        alone.failing(),
        SmtpOutcomeUnknownException.class,
        Objects.requireNonNull(alone.failure()),
        CLOSED,
        UNKNOWN);
  }

  /** What becomes of the recipients of both mails. */
  static List<String> outcomes(FlightCell cell) {
    Expected itself = ofItself(cell);
    return cell.mail() == 2
        ? List.of(ACCEPTED, itself.outcomes())
        : List.of(itself.outcomes(), ofTheNext(cell, itself));
  }

  /**
   * By DATA its content waits for 354; by BDAT it has gone out, and 421 says that it was not read.
   */
  private static String ofTheNext(FlightCell cell, Expected itself) {
    if (itself.sequel() != CLOSED) {
      return ACCEPTED;
    }
    boolean out = cell.flight() == Flight.CHUNKS && cell.fault() != Fault.GOODBYE;
    return out ? UNKNOWN : NOT_SENT;
  }
}
