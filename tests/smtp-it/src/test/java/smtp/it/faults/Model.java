package smtp.it.faults;

import static smtp.it.faults.Expected.Sequel.CLOSED;
import static smtp.it.faults.Expected.Sequel.GOES_ON;
import static smtp.it.faults.Expected.Sequel.LEAVES;
import static smtp.it.faults.Expected.Sequel.NEXT;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
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
import smtp.it.faults.Fault.End;

/**
 * What should happen in each cell, from the rules of the protocol and of the library's promises and
 * from nothing that the library does.
 *
 * <p>The session: greeting, EHLO, TLS where the way has it, AUTH, EHLO again, one mail to three
 * recipients, RSET, NOOP, QUIT, each command after the reply to the one before. The server does all
 * of it well but for the one fault.
 */
final class Model {

  private static final String ACCEPTED = "aaa";
  private static final String REFUSED = "rrr";
  private static final String UNKNOWN = "uuu";
  private static final String NOT_SENT = "nnn";

  private static final Set<Step> GREETING_OR_TLS = EnumSet.of(Step.GREETING, Step.STARTTLS);
  private static final Set<Fault> OF_CONNECTING =
      EnumSet.of(Fault.RST, Fault.STALL, Fault.DEADLINE, Fault.INTERRUPT);
  private static final Set<Fault> OF_A_HANDSHAKE =
      EnumSet.of(
          Fault.FIN,
          Fault.RST,
          Fault.CUT,
          Fault.ALERT,
          Fault.STALL,
          Fault.DEAF,
          Fault.TRICKLE,
          Fault.DEADLINE,
          Fault.INTERRUPT,
          Fault.HUGE,
          Fault.GARBAGE);
  private static final Set<Fault> OF_A_REPLY_S_FORM =
      EnumSet.of(Fault.EXTRA, Fault.ODD_OCTETS, Fault.BARE_LF);

  private Model() {}

  // --- which cells there are

  /** Returns why there is no such cell; empty if there is. */
  static Optional<String> leftOut(Cell cell) {
    return Optional.ofNullable(reasonAgainst(cell));
  }

  private static @Nullable String reasonAgainst(Cell cell) {
    String noStep = reasonAgainst(cell.way(), cell.step());
    if (noStep != null) {
      return noStep;
    }
    return switch (cell.step()) {
      case CONNECT ->
          OF_CONNECTING.contains(cell.fault())
              ? null
              : "before there is a connection the server can do nothing but refuse it or be silent";
      case HANDSHAKE -> reasonAgainstHandshake(cell.fault());
      default -> reasonAgainstReply(cell);
    };
  }

  private static @Nullable String reasonAgainstHandshake(Fault fault) {
    if (fault == Fault.ENDLESS_LINES || fault == Fault.ENDLESS_LINE) {
      return "the JDK reads on before it tells, and may do so until the time limit";
    }
    return OF_A_HANDSHAKE.contains(fault)
        ? null
        : "there are no replies in a handshake, and no TLS that could be broken";
  }

  private static @Nullable String reasonAgainst(Way way, Step step) {
    boolean there =
        switch (step) {
          case STARTTLS, EHLO_TLS -> way == Way.STARTTLS;
          case HANDSHAKE -> way == Way.STARTTLS || way == Way.IMPLICIT;
          case HELO -> way == Way.CLEAR;
          case LMTP_2 -> way.isLmtp();
          default -> true;
        };
    if (there) {
      return null;
    }
    return switch (step) {
      case HELO -> "HELO is said in clear and to SMTP alone";
      case LMTP_2 -> "SMTP has one final reply";
      default -> "no TLS begins there on this way";
    };
  }

  private static @Nullable String reasonAgainstReply(Cell cell) {
    Step step = cell.step();
    return switch (cell.fault()) {
      case RST -> cell.way() == Way.UNIX ? "a Unix socket knows no reset" : null;
      case NO_NOTIFY, ALERT -> isInTls(cell) ? null : "there is no TLS there";
      case DEADLINE ->
          step.operation() == Operation.CONNECT || step.operation() == Operation.SEND
              ? null
              : "a deadline is of a whole connect or send; one command has its time limit";
      case WRONG_2 -> isDueOf2yz(step) ? "250 is what is due there, or as good" : null;
      case WRONG_3 -> step == Step.DATA ? "354 is what is due there" : null;
      default ->
          step == Step.BODY && OF_A_REPLY_S_FORM.contains(cell.fault())
              ? "no reply is due in the middle of the content whose form could be odd"
              : null;
    };
  }

  private static boolean isInTls(Cell cell) {
    return switch (cell.way()) {
      case IMPLICIT -> true;
      case STARTTLS -> cell.step().compareTo(Step.HANDSHAKE) > 0;
      case CLEAR, LMTP, UNIX -> false;
    };
  }

  private static boolean isDueOf2yz(Step step) {
    return !GREETING_OR_TLS.contains(step)
        && !step.isAuth()
        && step != Step.DATA
        && step != Step.BODY;
  }

  // --- what happens in them

  static Expected of(Cell cell) {
    return switch (cell.step()) {
      case CONNECT -> ofConnect(cell.fault());
      case HANDSHAKE -> ofHandshake(cell.fault());
      case BODY -> ofBody(cell);
      default -> ofReply(cell);
    };
  }

  /** No session came about, whoever's fault it is. An interrupt is the caller's own doing. */
  private static Expected ofConnect(Fault fault) {
    return fails(
        Operation.CONNECT,
        fault == Fault.INTERRUPT ? SmtpInterruptedException.class : SmtpConnectException.class,
        CLOSED);
  }

  /** What ends a handshake is told in terms of TLS, unless this side ended the wait. */
  private static Expected ofHandshake(Fault fault) {
    End end = fault.end();
    boolean byThisSide = end == End.TIME || end == End.INTERRUPT;
    return fails(Operation.CONNECT, byThisSide ? ended(end) : SmtpTlsException.class, CLOSED);
  }

  private static Expected ofReply(Cell cell) {
    return switch (cell.fault()) {
      case BARE_LF, ODD_OCTETS -> ofOddForm(cell);
      case EXTRA -> ofExtra(cell.step());
      case TRANSIENT, PERMANENT -> ofRefusal(cell);
      case GOODBYE -> of421(cell);
      case WRONG_2, WRONG_3 -> ofWrongClass(cell);
      default -> ofLoss(cell, ended(cell.fault().end()));
    };
  }

  /** A text may be anything, but for a challenge, which is base64 or cancelled by a star. */
  private static Expected ofOddForm(Cell cell) {
    if (cell.step() == Step.QUIT) {
      return left();
    }
    boolean notBase64 = cell.fault() == Fault.ODD_OCTETS && cell.step().isChallenge();
    return notBase64 ? notAuthenticated() : goesOn();
  }

  private static Class<? extends SmtpException> ended(End end) {
    return switch (end) {
      case LOST -> SmtpServerDisconnectedException.class;
      case TLS -> SmtpTlsException.class;
      case TIME -> SmtpTimeoutException.class;
      case INTERRUPT -> SmtpInterruptedException.class;
      case NONSENSE, REPLY -> SmtpProtocolException.class;
    };
  }

  /** The session is lost: behind the end of the data nobody knows what became of the mail. */
  private static Expected ofLoss(Cell cell, Class<? extends SmtpException> failure) {
    Step step = cell.step();
    Operation operation = step.operation();
    if (!step.isBehindTheEnd()) {
      return fails(operation, failure, CLOSED);
    }
    // In LMTP the recipients whose own reply came before are known.
    String outcomes = step == Step.LMTP_2 ? "auu" : UNKNOWN;
    return new Expected(operation, SmtpOutcomeUnknownException.class, failure, CLOSED, outcomes);
  }

  private static Expected ofRefusal(Cell cell) {
    return switch (cell.step()) {
      case GREETING -> fails(Operation.CONNECT, SmtpConnectException.class, LEAVES);
      case EHLO, HELO, EHLO_TLS -> fails(Operation.CONNECT, SmtpHelloException.class, LEAVES);
      case STARTTLS -> fails(Operation.CONNECT, SmtpReplyException.class, LEAVES);
      case AUTH, CHALLENGE_1, CHALLENGE_2 -> notAuthenticated();
      // What was offered before holds; and what NOOP is answered changes nothing.
      case EHLO_AUTH, NOOP -> goesOn();
      case QUIT -> left();
      case MAIL -> fails(Operation.SEND, SmtpSenderRefusedException.class, NEXT);
      case RCPT_1 -> goesOn().with("raa");
      case RCPT_3 -> goesOn().with("aar");
      case DATA -> fails(Operation.SEND, SmtpDataException.class, NEXT).with(REFUSED);
      case FINAL, LAST ->
          cell.way().isLmtp()
              ? goesOn().with("raa")
              : fails(Operation.SEND, SmtpDataException.class, NEXT).with(REFUSED);
      case LMTP_2 -> goesOn().with("ara");
      // Servers differ in what they make of the chunks behind it.
      case CHUNK -> fails(Operation.SEND, SmtpDataException.class, CLOSED).with(REFUSED);
      // Or one mail's recipients would get the next.
      case RSET -> fails(Operation.RSET, SmtpProtocolException.class, CLOSED);
      case CONNECT, HANDSHAKE, BODY -> throw new IllegalArgumentException(cell.toString());
    };
  }

  /**
   * 421 refuses the recipients whose own reply it is; what is behind it is not done, so not even
   * what went out is unknown.
   */
  private static Expected of421(Cell cell) {
    Step step = cell.step();
    if (step == Step.GREETING) {
      return fails(Operation.CONNECT, SmtpConnectException.class, CLOSED);
    }
    Expected lost = fails(step.operation(), SmtpServerDisconnectedException.class, CLOSED);
    return switch (step) {
      case RCPT_1 -> lost.with("rnn");
      case RCPT_3 -> lost.with("nnr");
      case FINAL, LAST -> lost.with(cell.way().isLmtp() ? "rnn" : REFUSED);
      case LMTP_2 -> lost.with("arn");
      case CHUNK -> lost.with(REFUSED);
      default -> lost;
    };
  }

  /** Out of step, which nothing good can come after; unless it says no, whatever it says. */
  private static Expected ofWrongClass(Cell cell) {
    return switch (cell.step()) {
      case GREETING -> fails(Operation.CONNECT, SmtpConnectException.class, LEAVES);
      case QUIT -> left();
      default -> ofLoss(cell, SmtpProtocolException.class);
    };
  }

  /** A reply too many would pass for the one to the next command, so none is sent. */
  private static Expected ofExtra(Step step) {
    return switch (step) {
      case FINAL, LMTP_2, LAST -> fails(Operation.RSET, SmtpProtocolException.class, CLOSED);
      // The last before the mail.
      case HELO, EHLO_AUTH -> fails(Operation.SEND, SmtpProtocolException.class, CLOSED);
      case RSET -> fails(Operation.NOOP, SmtpProtocolException.class, CLOSED);
      case NOOP -> fails(Operation.QUIT, SmtpProtocolException.class, CLOSED);
      case QUIT -> left();
      default -> fails(step.operation(), SmtpProtocolException.class, CLOSED);
    };
  }

  /**
   * In the middle of the content the client hears the server only when a write fails, or before it
   * would end the content. Whatever it hears then, it does not end it: nothing is unknown.
   */
  private static Expected ofBody(Cell cell) {
    Class<? extends SmtpException> failure =
        switch (cell.fault()) {
          case TRANSIENT, PERMANENT ->
              // One of several replies, which is too soon, is no answer to the whole content.
              cell.way().isLmtp() ? SmtpProtocolException.class : SmtpDataException.class;
          // To who writes, the alert that the other side leaves with is a broken connection.
          case GOODBYE, ALERT -> SmtpServerDisconnectedException.class;
          default -> ended(cell.fault().end());
        };
    return switch (cell.fault()) {
      // It read all of it, to the end.
      case STALL ->
          new Expected(Operation.SEND, SmtpOutcomeUnknownException.class, failure, CLOSED, UNKNOWN);
      case TRANSIENT, PERMANENT, GOODBYE ->
          fails(Operation.SEND, failure, CLOSED).with(cell.way().isLmtp() ? "rnn" : REFUSED);
      default -> fails(Operation.SEND, failure, CLOSED);
    };
  }

  // --- parts

  private static Expected goesOn() {
    return new Expected(null, null, null, GOES_ON, ACCEPTED);
  }

  /** The session was to be closed and is, whatever the server said. */
  private static Expected left() {
    return new Expected(null, null, null, CLOSED, ACCEPTED);
  }

  private static Expected notAuthenticated() {
    return fails(Operation.CONNECT, SmtpAuthenticationException.class, LEAVES);
  }

  private static Expected fails(
      Operation operation, Class<? extends SmtpException> failure, Sequel sequel) {
    String outcomes =
        switch (operation) {
          case CONNECT -> "";
          case SEND -> NOT_SENT;
          case RSET, NOOP, QUIT -> ACCEPTED;
        };
    return new Expected(operation, failure, null, sequel, outcomes);
  }
}
