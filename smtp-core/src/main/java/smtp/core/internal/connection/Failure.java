package smtp.core.internal.connection;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import smtp.api.Phase;
import smtp.api.Recovery;
import smtp.api.Reply;
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
import smtp.core.internal.net.TlsFailure;
import smtp.core.internal.net.TlsLayer;
import smtp.core.internal.net.Watch;

/** Turns what happened to a connection into the exception that says so. */
public final class Failure {

  private Failure() {}

  /** Why an I/O operation ended; the watch knows better than the exception's class. */
  static SmtpException of(IOException cause, Phase phase, Waits waits, @Nullable TlsLayer tls) {
    if (cause instanceof SmtpException known) {
      return known;
    }
    SmtpException ended = byThisSide(phase, waits);
    if (ended != null) {
      return ended;
    }
    if (TlsFailure.isOne(cause)) {
      return brokenTls(cause, phase, tls);
    }
    String when = cause instanceof EOFException ? "" : ": " + cause.getMessage();
    return new SmtpServerDisconnectedException(
        "The server closed the connection while the client was at " + name(phase) + when, cause);
  }

  private static SmtpTlsException brokenTls(
      IOException cause, Phase phase, @Nullable TlsLayer tls) {
    Optional<String> toFix = tls == null ? Optional.empty() : tls.explain(cause, phase);
    String why =
        toFix.orElse(
            "the server ended TLS with an alert, or bytes arrived that TLS cannot have sent (%s);"
                    .formatted(cause.getMessage())
                + " somebody may be tampering with the connection");
    return new SmtpTlsException(
        "TLS broke while the client was at %s: %s".formatted(name(phase), why),
        cause,
        toFix.isPresent() ? Recovery.FIX_FIRST : Recovery.RETRY_LATER);
  }

  /** Returns the failure if it was the client that ended the operation, else {@code null}. */
  public static @Nullable SmtpException byThisSide(Phase phase, Waits waits) {
    Watch.Verdict verdict = waits.watch().verdict();
    if (verdict == Watch.Verdict.TIMEOUT) {
      return new SmtpTimeoutException(
          "The server did not get done with %s %s%s"
              .formatted(name(phase), waits.timing().describe(phase), hint(phase)),
          phase);
    }
    if (verdict == Watch.Verdict.ABORTED) {
      return new SmtpTransportException("The session was closed by another thread", null);
    }
    boolean interrupted = Thread.currentThread().isInterrupted();
    return verdict == Watch.Verdict.INTERRUPTED || interrupted ? interrupted(phase) : null;
  }

  static SmtpInterruptedException interrupted(Phase phase) {
    return new SmtpInterruptedException("The thread was interrupted at " + name(phase));
  }

  /** What went wrong with connecting, and what to do. */
  public static String words(IOException cause) {
    if (cause instanceof UnknownHostException) {
      return "there is no host of that name; check its spelling and the name service";
    }
    String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return reason.contains("Connection refused")
        ? reason + "; nothing listens on that port: check host and port"
        : reason;
  }

  private static String hint(Phase phase) {
    return phase == Phase.GREETING
        ? ". If the port speaks TLS from the first byte, as 465 does, use TlsMode.IMPLICIT"
        : "";
  }

  private static String name(Phase phase) {
    return switch (phase) {
      case CONNECT -> "connecting";
      case GREETING -> "the greeting";
      case HELLO -> "EHLO";
      case TLS -> "the TLS handshake";
      case AUTH -> "AUTH";
      case MAIL -> "MAIL";
      case RCPT -> "RCPT";
      case DATA -> "DATA";
      case CONTENT -> "taking the content";
      case END_OF_DATA -> "the end of the data";
      case COMMAND -> "a command";
      case QUIT -> "QUIT";
    };
  }

  static SmtpException ofHandshake(Exception cause, Waits waits, TlsLayer layer) {
    SmtpException ended = byThisSide(Phase.TLS, waits);
    return ended != null ? ended : new SmtpTlsException("No TLS: " + layer.explain(cause), cause);
  }

  /** Why the guard ended a wait that had just ended by itself, so that nobody was told yet. */
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
        "The session " + why + "; open a new one", (Throwable) null);
  }

  /** The end of the data went out, and something came in between instead of a reply. */
  public static SmtpOutcomeUnknownException outcomeUnknown(SmtpException cause) {
    return new SmtpOutcomeUnknownException(
        "The mail was sent to its end, and it is not known whether the server took it: "
            + cause.getMessage(),
        cause);
  }

  /** Returns whether it was the server that ended the session, and said so. */
  public static boolean isSaidBy421(SmtpException failure) {
    return failure instanceof SmtpServerDisconnectedException gone && gone.reply().isPresent();
  }

  /** Returns whether a mail was refused before its content was looked at. */
  public static boolean isOfEnvelope(SmtpException failure) {
    return failure instanceof SmtpSenderRefusedException
        || failure instanceof SmtpRecipientsRefusedException;
  }

  /** What a mail gets that was under way behind the one that the connection failed with. */
  public static SmtpTransportException behind(SmtpException reason) {
    return new SmtpTransportException(
        "The connection was lost with a mail in front of this one: " + reason.getMessage(), reason);
  }

  static SmtpServerDisconnectedException disconnectedBy(Reply reply) {
    return new SmtpServerDisconnectedException("The server ended the session: " + reply, reply);
  }

  /** The server answers as if a command were not complete. */
  public static SmtpProtocolException asksForMore(Reply reply) {
    return new SmtpProtocolException("The server asks for more where there is no more: " + reply);
  }

  /** Something came in plaintext that would be taken for a reply over TLS. */
  static SmtpProtocolException plaintextBeforeTls() {
    return new SmtpProtocolException(
        "The server sent text in plaintext after its reply to STARTTLS; somebody may be tampering"
            + " with the connection");
  }
}
