package smtp.core.internal.peer;

import org.jspecify.annotations.Nullable;

/**
 * The states of an open session, and the next state for each call. {@code docs/session-states.md}
 * shows the same table.
 */
public enum SessionStep {
  /** The greeting was read, or TLS began: the server's extensions are unknown. */
  GREETED,
  /** The server answered the hello command. */
  READY,
  /** MAIL was accepted. */
  MAIL,
  /** A recipient was accepted. */
  RCPT;

  /** The calls, with the next state from each state; {@code null} where a call is not possible. */
  public enum Call {
    HELLO(READY, READY, null, null),
    STARTTLS(GREETED, GREETED, null, null),
    AUTH(READY, READY, null, null),
    MAIL(SessionStep.MAIL, SessionStep.MAIL, null, null),
    RCPT(null, null, SessionStep.RCPT, SessionStep.RCPT),
    DATA(null, null, null, READY),
    RSET(GREETED, READY, READY, READY),
    SEND(READY, READY, null, null);

    private final @Nullable SessionStep fromGreeted;
    private final @Nullable SessionStep fromReady;
    private final @Nullable SessionStep fromMail;
    private final @Nullable SessionStep fromRcpt;

    Call(
        @Nullable SessionStep fromGreeted,
        @Nullable SessionStep fromReady,
        @Nullable SessionStep fromMail,
        @Nullable SessionStep fromRcpt) {
      this.fromGreeted = fromGreeted;
      this.fromReady = fromReady;
      this.fromMail = fromMail;
      this.fromRcpt = fromRcpt;
    }

    /** Returns the message for a call that is not possible. */
    String refusal(String name) {
      return switch (this) {
        case RCPT -> "RCPT is possible only after MAIL was accepted";
        case DATA -> "DATA is possible only after a recipient was accepted";
        default -> name + " is not possible during a transaction; end it with data or rset";
      };
    }

    private @Nullable SessionStep from(SessionStep step) {
      return switch (step) {
        case GREETED -> fromGreeted;
        case READY -> fromReady;
        case MAIL -> fromMail;
        case RCPT -> fromRcpt;
      };
    }

    /** Returns whether the hello command is sent first, if it was not sent yet. */
    boolean sendsHello() {
      return this != HELLO && this != RSET && fromGreeted != null;
    }
  }

  public boolean allows(Call call) {
    return call.from(this) != null;
  }

  /** Returns the state after a call that the server accepted. */
  SessionStep after(Call call) {
    SessionStep next = call.from(this);
    if (next == null) {
      throw new IllegalStateException(call + " is not possible in the state " + this);
    }
    return next;
  }
}
