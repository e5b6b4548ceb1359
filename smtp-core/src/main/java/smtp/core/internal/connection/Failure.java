package smtp.core.internal.connection;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import smtp.api.Phase;
import smtp.api.Recovery;
import smtp.api.Reply;
import smtp.api.SmtpConnectException;
import smtp.api.SmtpException;
import smtp.api.SmtpInterruptedException;
import smtp.api.SmtpOutcomeUnknownException;
import smtp.api.SmtpProtocolException;
import smtp.api.SmtpRecipientsRefusedException;
import smtp.api.SmtpSenderRefusedException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.api.SmtpTimeoutException;
import smtp.api.SmtpTlsException;
import smtp.api.SmtpTransportException;
import smtp.api.internal.ExceptionResults;
import smtp.core.internal.net.FixFirstException;
import smtp.core.internal.net.TlsFailure;
import smtp.core.internal.net.TlsLayer;
import smtp.core.internal.net.Watch;
import smtp.core.internal.options.Server;

/** Makes the exceptions for what happens to a connection. */
public final class Failure {

  private Failure() {}

  /**
   * Returns why an I/O operation ended. The watch knows that, the class of the exception does not.
   */
  static SmtpException of(
      IOException cause, Phase phase, Waits waits, Transport transport, boolean chunks) {
    if (cause instanceof SmtpProtocolException garbage && phase == Phase.GREETING) {
      return noServer(garbage, waits);
    }
    if (cause instanceof SmtpException known) {
      return known;
    }
    TlsLayer tls = transport.layer();
    String hint = hint(phase, transport, chunks);
    SmtpException ended = byThisSide(phase, waits, hint);
    if (ended != null) {
      return ended;
    }
    if (TlsFailure.isOne(cause)) {
      return brokenTls(cause, phase, waits, tls);
    }
    String reason = cause instanceof EOFException ? "" : ": " + cause.getMessage();
    return new SmtpServerDisconnectedException(
        "The server closed the connection "
            + when(phase, waits)
            + reason
            + (phase == Phase.GREETING ? hint : ""),
        cause);
  }

  private static SmtpProtocolException noServer(SmtpProtocolException garbage, Waits waits) {
    return new SmtpProtocolException(
        "The greeting is not a reply; is this an %s server? Check host and port. %s"
            .formatted(waits.server().dialect(), ExceptionResults.text(garbage)),
        garbage,
        Recovery.FIX_FIRST);
  }

  /** Makes the failure of a greeting other than 220. */
  public static SmtpConnectException refusedBy(Reply greeting, Server server) {
    boolean refusal = greeting.isTransient() || greeting.isPermanent();
    String what =
        refusal
            ? "The server refused the session: "
            : "The greeting is not 220; is this an %s server? Check host and port: "
                .formatted(server.dialect());
    return new SmtpConnectException(what + greeting, greeting);
  }

  /** Returns why the connection was lost before a command, after the replies to all others. */
  static SmtpException whileIdle(IOException cause, Waits waits, Transport transport) {
    SmtpException failure = of(cause, Phase.COMMAND, waits, transport, false);
    if (!(failure instanceof SmtpServerDisconnectedException)) {
      return failure;
    }
    String reason = cause instanceof EOFException ? "" : ": " + cause.getMessage();
    return new SmtpServerDisconnectedException(
        "The server closed the connection while the session was idle" + reason, cause);
  }

  private static SmtpTlsException brokenTls(
      IOException cause, Phase phase, Waits waits, @Nullable TlsLayer tls) {
    Optional<String> toFix = tls == null ? Optional.empty() : tls.explain(cause, phase);
    String why =
        toFix.orElse(
            "the server ended TLS with an alert, or bytes arrived that TLS cannot have sent (%s);"
                    .formatted(cause.getMessage())
                + " someone may be tampering with the connection");
    return new SmtpTlsException(
        "TLS failed %s: %s".formatted(when(phase, waits), why),
        cause,
        toFix.isPresent() ? Recovery.FIX_FIRST : Recovery.RETRY_LATER);
  }

  /** Returns the failure if the client ended the operation, otherwise {@code null}. */
  public static @Nullable SmtpException byThisSide(Phase phase, Waits waits) {
    return byThisSide(phase, waits, "");
  }

  private static @Nullable SmtpException byThisSide(Phase phase, Waits waits, String hint) {
    Watch.Verdict verdict = waits.watch().verdict();
    if (verdict == Watch.Verdict.TIMEOUT) {
      return new SmtpTimeoutException(
          "The server did not %s %s%s"
              .formatted(missing(phase, waits), waits.timing().describe(phase), hint),
          phase);
    }
    if (verdict == Watch.Verdict.ABORTED) {
      return new SmtpTransportException("The session was closed by another thread", null);
    }
    boolean interrupted = Thread.currentThread().isInterrupted();
    return verdict == Watch.Verdict.INTERRUPTED || interrupted ? interrupted(phase, waits) : null;
  }

  /** Makes the failure of what was not sent because its deadline had passed. */
  static SmtpTimeoutException tooLate(Phase phase, Waits waits) {
    return new SmtpTimeoutException(
        "The deadline of %s passed before all was sent, so the rest was not sent"
            .formatted(waits.timing().currentLimit()),
        phase);
  }

  static SmtpInterruptedException interrupted(Phase phase, Waits waits) {
    return new SmtpInterruptedException("The thread was interrupted " + when(phase, waits));
  }

  /**
   * Makes the failure of a connection that was not made.
   *
   * @param hint the end of the message
   */
  public static SmtpConnectException unreachable(IOException cause, String hint) {
    var failure =
        new SmtpConnectException("Cannot connect: " + reason(cause) + hint, cause, recovery(cause));
    for (Throwable attempt : cause.getSuppressed()) {
      failure.addSuppressed(attempt);
    }
    return failure;
  }

  private static String reason(IOException cause) {
    if (cause instanceof UnknownHostException) {
      return "there is no host of that name; check the spelling and the name service";
    }
    String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return cause instanceof ConnectException
        ? reason + "; no server answers on that port: check host and port"
        : reason;
  }

  /** A name service that is down looks like an unknown name. Somebody has to look at both. */
  private static Recovery recovery(IOException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException || cause instanceof FixFirstException) {
        return Recovery.FIX_FIRST;
      }
    }
    return Recovery.RETRY_LATER;
  }

  /** Returns what may be the reason if the server is silent, or ends the connection at once. */
  private static String hint(Phase phase, Transport transport, boolean chunks) {
    boolean tls = transport.layer() != null || transport.link().isPrivate();
    if (phase == Phase.GREETING && !tls) {
      return ". If the port speaks TLS from the first byte, as 465 does, use TlsMode.IMPLICIT";
    }
    return phase == Phase.END_OF_DATA && chunks
        ? ". If it never answers BDAT, use disable(Extension.CHUNKING)"
        : "";
  }

  /** Returns what a server has not done in time, after "did not". */
  private static String missing(Phase phase, Waits waits) {
    return switch (phase) {
      case CONNECT -> "accept the connection";
      case GREETING -> "send its greeting";
      case TLS -> "complete the TLS handshake";
      case CONTENT -> "read the content";
      case END_OF_DATA -> "answer the end of the content";
      case COMMAND -> "answer the command";
      default -> "answer " + command(phase, waits);
    };
  }

  /** Returns when something happened, after a sentence. */
  private static String when(Phase phase, Waits waits) {
    return switch (phase) {
      case CONNECT -> "while connecting";
      case GREETING -> "before the greeting";
      case TLS -> "during the TLS handshake";
      case CONTENT -> "during the content";
      case END_OF_DATA -> "before the final reply";
      case COMMAND -> "during a command";
      default -> "during " + command(phase, waits);
    };
  }

  private static String command(Phase phase, Waits waits) {
    return phase == Phase.HELLO ? waits.server().dialect().hello() : phase.name();
  }

  static SmtpException ofHandshake(Exception cause, Waits waits, TlsLayer layer) {
    SmtpException ended = byThisSide(Phase.TLS, waits);
    return ended != null ? ended : new SmtpTlsException("No TLS: " + layer.explain(cause), cause);
  }

  /** Returns why the guard closed the connection just after a wait had ended, if it did. */
  static SmtpException ofStruck(Phase phase, Waits waits) {
    SmtpException ended =
        waits.watch().verdict() == Watch.Verdict.ABORTED ? null : byThisSide(phase, waits);
    return ended == null ? ofClosed(waits) : ended;
  }

  static SmtpException ofClosed(Waits waits) {
    String why =
        waits.watch().verdict() == Watch.Verdict.ABORTED
            ? "was closed by another thread"
            : "is closed";
    return new SmtpServerDisconnectedException(
        "The session " + why + "; open a new one", null, Recovery.FIX_FIRST);
  }

  /** Makes the failure of a message whose end was sent and whose final reply did not come. */
  public static SmtpOutcomeUnknownException outcomeUnknown(SmtpException cause) {
    return new SmtpOutcomeUnknownException(
        "The whole message was sent, but it is not known whether the server accepted it: "
            + ExceptionResults.text(cause),
        cause);
  }

  /** Returns whether the server ended the session with a 421. */
  public static boolean isFrom421(SmtpException failure) {
    return failure instanceof SmtpServerDisconnectedException gone && gone.reply().isPresent();
  }

  /** Returns whether a reply refuses a command as such: unknown, malformed or out of order. */
  public static boolean isOfCommand(Reply reply) {
    return reply.code() >= 500 && reply.code() <= 504;
  }

  /** Returns whether the server refused the envelope of a message. */
  public static boolean isOfEnvelope(SmtpException failure) {
    return failure instanceof SmtpSenderRefusedException
        || failure instanceof SmtpRecipientsRefusedException;
  }

  /**
   * Makes the failure of a message that was sent after the one during which the connection failed.
   */
  public static SmtpTransportException duringEarlier(SmtpException reason) {
    return new SmtpTransportException(
        "The connection was lost during an earlier message: " + ExceptionResults.text(reason),
        reason);
  }

  /**
   * Returns the failure that a reply is because it ends the session, otherwise {@code null}. 421
   * refuses what it answers. 221 answers nothing but QUIT: what it came for was not answered.
   */
  static @Nullable SmtpServerDisconnectedException endOfSession(Reply reply, Phase phase) {
    if (reply.code() == 421) {
      return disconnectedBy(reply);
    }
    return reply.code() == 221 && phase != Phase.QUIT && phase != Phase.GREETING
        ? new SmtpServerDisconnectedException(
            "The server closed the session instead of answering: " + reply, (Throwable) null)
        : null;
  }

  static SmtpServerDisconnectedException disconnectedBy(Reply reply) {
    return new SmtpServerDisconnectedException("The server ended the session: " + reply, reply);
  }

  /** Makes the failure of a reply that asks for more than the command has. */
  public static SmtpProtocolException asksForMore(Reply reply) {
    return new SmtpProtocolException(
        "The server asks for more input, but the command has none: " + reply);
  }

  /** Makes the failure of plaintext that would be taken for a reply over TLS. */
  static SmtpProtocolException plaintextBeforeTls() {
    return new SmtpProtocolException(
        "The server sent plaintext after its reply to STARTTLS; someone may be tampering with the"
            + " connection");
  }
}
