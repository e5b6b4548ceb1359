package smtp.it.faults;

import static smtp.it.faults.Expected.Sequel.CLOSED;
import static smtp.it.faults.Expected.Sequel.GOES_ON;
import static smtp.it.faults.Expected.Sequel.NEXT;
import static smtp.it.faults.Expected.Sequel.QUITS;

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
 * What should happen in each cell, derived from the rules of the protocol and the library's
 * contracts, not from its code.
 *
 * <p>The session: greeting, EHLO, TLS if the transport uses it, AUTH, EHLO again, one message to
 * three recipients, RSET, NOOP, QUIT, each command after the reply to the previous one. Except for
 * the one fault, the server does everything correctly.
 */
final class Model {

  private static final String ACCEPTED = "aaa";
  private static final String REFUSED = "rrr";
  private static final String UNKNOWN = "uuu";
  private static final String NOT_SENT = "nnn";

  private static final Set<FaultPoint> GREETING_OR_TLS =
      EnumSet.of(FaultPoint.GREETING, FaultPoint.STARTTLS);
  private static final Set<Fault> OF_CONNECTING =
      EnumSet.of(Fault.RST, Fault.STALL, Fault.DEADLINE, Fault.INTERRUPT);
  private static final Set<Fault> OF_A_HANDSHAKE =
      EnumSet.of(
          Fault.FIN,
          Fault.RST,
          Fault.CUT,
          Fault.ALERT,
          Fault.STALL,
          Fault.NOT_READING,
          Fault.TRICKLE,
          Fault.DEADLINE,
          Fault.INTERRUPT,
          Fault.HUGE,
          Fault.GARBAGE);
  private static final Set<Fault> OF_A_REPLY_S_FORM =
      EnumSet.of(Fault.EXTRA, Fault.ODD_OCTETS, Fault.BARE_LF);

  private Model() {}

  // --- which cells exist

  /** Returns why this cell does not exist; empty if it does. */
  static Optional<String> leftOut(Cell cell) {
    return Optional.ofNullable(reasonAgainst(cell));
  }

  private static @Nullable String reasonAgainst(Cell cell) {
    String noStep = reasonAgainst(cell.transport(), cell.point());
    if (noStep != null) {
      return noStep;
    }
    return switch (cell.point()) {
      case CONNECT ->
          OF_CONNECTING.contains(cell.fault())
              ? null
              : "before there is a connection the server can only refuse it or not answer";
      case HANDSHAKE -> reasonAgainstHandshake(cell.fault());
      case IDLE ->
          cell.fault().isTimed()
              ? "an idle session awaits nothing, so no wait can be too long"
              : reasonAgainstReply(cell);
      default -> reasonAgainstReply(cell);
    };
  }

  private static @Nullable String reasonAgainstHandshake(Fault fault) {
    if (fault == Fault.ENDLESS_LINES || fault == Fault.ENDLESS_LINE) {
      return "the JDK keeps reading before it fails, possibly until the time limit";
    }
    return OF_A_HANDSHAKE.contains(fault)
        ? null
        : "a handshake has no replies, and no TLS that could be broken";
  }

  private static @Nullable String reasonAgainst(Transport transport, FaultPoint point) {
    boolean there =
        switch (point) {
          case STARTTLS, EHLO_TLS -> transport == Transport.STARTTLS;
          case HANDSHAKE -> transport == Transport.STARTTLS || transport == Transport.IMPLICIT;
          case HELO -> transport == Transport.PLAINTEXT;
          case LMTP_2 -> transport.isLmtp();
          default -> true;
        };
    if (there) {
      return null;
    }
    return switch (point) {
      case HELO -> "HELO is sent only unencrypted and only over SMTP";
      case LMTP_2 -> "SMTP has one final reply";
      default -> "this transport does not start TLS there";
    };
  }

  private static @Nullable String reasonAgainstReply(Cell cell) {
    FaultPoint point = cell.point();
    return switch (cell.fault()) {
      case RST -> cell.transport() == Transport.UNIX ? "a Unix socket has no reset" : null;
      case NO_NOTIFY, ALERT -> isInTls(cell) ? null : "there is no TLS there";
      case DEADLINE ->
          point.operation() == Operation.CONNECT || point.operation() == Operation.SEND
              ? null
              : "a deadline applies to a whole connect or send; a single command has its time limit";
      case WRONG_2 ->
          isDueOf2yz(point) ? "250, or another 2yz code, is the correct reply there" : null;
      case WRONG_3 -> point == FaultPoint.DATA ? "354 is the correct reply there" : null;
      default ->
          point == FaultPoint.BODY && OF_A_REPLY_S_FORM.contains(cell.fault())
              ? "during the content there is no correct reply whose form could be odd"
              : null;
    };
  }

  private static boolean isInTls(Cell cell) {
    return switch (cell.transport()) {
      case IMPLICIT -> true;
      case STARTTLS -> cell.point().compareTo(FaultPoint.HANDSHAKE) > 0;
      case PLAINTEXT, LMTP, UNIX -> false;
    };
  }

  private static boolean isDueOf2yz(FaultPoint point) {
    return !GREETING_OR_TLS.contains(point)
        && !point.isAuth()
        && point != FaultPoint.DATA
        && point != FaultPoint.BODY
        && point != FaultPoint.IDLE;
  }

  // --- what happens in each

  static Expected of(Cell cell) {
    return switch (cell.point()) {
      case CONNECT -> ofConnect(cell.fault());
      case HANDSHAKE -> ofHandshake(cell.fault());
      case BODY -> ofBody(cell);
      case IDLE -> ofIdle(cell);
      default -> ofReply(cell);
    };
  }

  /** There is no session, for whatever reason. An interrupt is the caller's own act. */
  private static Expected ofConnect(Fault fault) {
    return fails(
        Operation.CONNECT,
        fault == Fault.INTERRUPT ? SmtpInterruptedException.class : SmtpConnectException.class,
        CLOSED);
  }

  /** A failed handshake is reported as a TLS failure, unless this side ended the wait. */
  private static Expected ofHandshake(Fault fault) {
    End end = fault.end();
    boolean byThisSide = end == End.TIME || end == End.INTERRUPT;
    return fails(Operation.CONNECT, byThisSide ? ended(end) : SmtpTlsException.class, CLOSED);
  }

  /** A reply to no command would be taken for that to the next one, so none is sent. */
  private static Expected ofIdle(Cell cell) {
    Class<? extends SmtpException> failure =
        cell.fault() == Fault.REPLY_421
            ? SmtpServerDisconnectedException.class
            : ended(cell.fault().end());
    return fails(Operation.RSET, failure, CLOSED);
  }

  private static Expected ofReply(Cell cell) {
    return switch (cell.fault()) {
      case BARE_LF, ODD_OCTETS -> ofOddForm(cell);
      case EXTRA -> ofExtra(cell.point());
      case TRANSIENT, PERMANENT -> ofRefusal(cell);
      case REPLY_421 -> of421(cell);
      case WRONG_2, WRONG_3 -> ofWrongClass(cell);
      default -> ofLoss(cell, ended(cell.fault().end()));
    };
  }

  /** A reply's text may be anything, and LOGIN does not read what its challenges say. */
  private static Expected ofOddForm(Cell cell) {
    return cell.point() == FaultPoint.QUIT ? left() : goesOn();
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

  /** The session is lost. After the end of the data, the outcome of the message is unknown. */
  private static Expected ofLoss(Cell cell, Class<? extends SmtpException> failure) {
    FaultPoint point = cell.point();
    Operation operation = point.operation();
    if (!point.isAfterTheEnd()) {
      return fails(operation, failure, CLOSED);
    }
    // Over LMTP the outcome of recipients whose own reply came before is known.
    String outcomes = point == FaultPoint.LMTP_2 ? "auu" : UNKNOWN;
    return new Expected(operation, SmtpOutcomeUnknownException.class, failure, CLOSED, outcomes);
  }

  private static Expected ofRefusal(Cell cell) {
    return switch (cell.point()) {
      case GREETING -> fails(Operation.CONNECT, SmtpConnectException.class, QUITS);
      case EHLO, HELO, EHLO_TLS -> fails(Operation.CONNECT, SmtpHelloException.class, QUITS);
      case STARTTLS -> fails(Operation.CONNECT, SmtpReplyException.class, QUITS);
      case AUTH, CHALLENGE_1, CHALLENGE_2 -> notAuthenticated();
      // The earlier capabilities stay valid, and the reply to NOOP changes nothing.
      case EHLO_AUTH, NOOP -> goesOn();
      case QUIT -> left();
      case MAIL -> fails(Operation.SEND, SmtpSenderRefusedException.class, NEXT);
      case RCPT_1 -> goesOn().with("raa");
      case RCPT_3 -> goesOn().with("aar");
      case DATA -> fails(Operation.SEND, SmtpDataException.class, NEXT).with(REFUSED);
      case FINAL, LAST ->
          cell.transport().isLmtp()
              ? goesOn().with("raa")
              : fails(Operation.SEND, SmtpDataException.class, NEXT).with(REFUSED);
      case LMTP_2 -> goesOn().with("ara");
      // Servers differ in how they treat the chunks after it.
      case CHUNK -> fails(Operation.SEND, SmtpDataException.class, CLOSED).with(REFUSED);
      // Otherwise the recipients of one message might receive the next.
      case RSET -> fails(Operation.RSET, SmtpProtocolException.class, CLOSED);
      case CONNECT, HANDSHAKE, BODY, IDLE -> throw new IllegalArgumentException(cell.toString());
    };
  }

  /**
   * 421 refuses the recipients whose own reply it is. The server does nothing after it, so even
   * what was sent is not unknown.
   */
  private static Expected of421(Cell cell) {
    FaultPoint point = cell.point();
    if (point == FaultPoint.GREETING) {
      return fails(Operation.CONNECT, SmtpConnectException.class, CLOSED);
    }
    Expected lost = fails(point.operation(), SmtpServerDisconnectedException.class, CLOSED);
    return switch (point) {
      case QUIT -> left();
      case RCPT_1 -> lost.with("rnn");
      case RCPT_3 -> lost.with("nnr");
      case FINAL, LAST -> lost.with(cell.transport().isLmtp() ? "rnn" : REFUSED);
      case LMTP_2 -> lost.with("arn");
      case CHUNK -> lost.with(REFUSED);
      default -> lost;
    };
  }

  /** Client and server are out of step, so the session is lost, except where any reply refuses. */
  private static Expected ofWrongClass(Cell cell) {
    return switch (cell.point()) {
      case GREETING -> fails(Operation.CONNECT, SmtpConnectException.class, QUITS);
      case QUIT -> left();
      default -> ofLoss(cell, SmtpProtocolException.class);
    };
  }

  /**
   * An additional reply would count as the reply to the next command, so none is sent. If it comes
   * with the reply to the content, either of the two may be the reply to that.
   */
  private static Expected ofExtra(FaultPoint point) {
    return switch (point) {
      case FINAL, LMTP_2, LAST ->
          new Expected(
              Operation.SEND,
              SmtpOutcomeUnknownException.class,
              SmtpProtocolException.class,
              CLOSED,
              UNKNOWN);
      // The last command before the message.
      case HELO, EHLO_AUTH -> fails(Operation.SEND, SmtpProtocolException.class, CLOSED);
      case RSET -> fails(Operation.NOOP, SmtpProtocolException.class, CLOSED);
      case NOOP -> fails(Operation.QUIT, SmtpProtocolException.class, CLOSED);
      case QUIT -> left();
      default -> fails(point.operation(), SmtpProtocolException.class, CLOSED);
    };
  }

  /**
   * During the content, the client reads from the server only when a write fails, or before it
   * would end the content. Whatever it reads then, it does not end the content: nothing is unknown.
   */
  private static Expected ofBody(Cell cell) {
    Class<? extends SmtpException> failure =
        switch (cell.fault()) {
          case TRANSIENT, PERMANENT ->
              // One of several replies, sent too early, does not answer the whole content.
              cell.transport().isLmtp() ? SmtpProtocolException.class : SmtpDataException.class;
          // When writing, an alert from the other side shows as a broken connection.
          case REPLY_421, ALERT -> SmtpServerDisconnectedException.class;
          default -> ended(cell.fault().end());
        };
    return switch (cell.fault()) {
      // The server read all of it, including the end.
      case STALL ->
          new Expected(Operation.SEND, SmtpOutcomeUnknownException.class, failure, CLOSED, UNKNOWN);
      case TRANSIENT, PERMANENT, REPLY_421 ->
          fails(Operation.SEND, failure, CLOSED).with(cell.transport().isLmtp() ? "rnn" : REFUSED);
      default -> fails(Operation.SEND, failure, CLOSED);
    };
  }

  // --- parts

  private static Expected goesOn() {
    return new Expected(null, null, null, GOES_ON, ACCEPTED);
  }

  /** The session was being closed, and is closed whatever the server replies. */
  private static Expected left() {
    return new Expected(null, null, null, CLOSED, ACCEPTED);
  }

  private static Expected notAuthenticated() {
    return fails(Operation.CONNECT, SmtpAuthenticationException.class, QUITS);
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
