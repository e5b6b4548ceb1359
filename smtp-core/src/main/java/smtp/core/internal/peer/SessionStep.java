package smtp.core.internal.peer;

import org.jspecify.annotations.Nullable;

/**
 * The states of an open session, and where each call leads from each of them. The table in {@code
 * docs/session-states.md} is drawn from this one.
 */
public enum SessionStep {
  /** The greeting was read, or TLS began: nothing is known of the server. */
  GREETED,
  /** The server answered the hello command. */
  READY,
  /** MAIL was accepted. */
  MAIL,
  /** A recipient was accepted. */
  RCPT;

  /** What a caller may ask for, with the state it leads to from each, {@code null} if to none. */
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

    /** Returns why it is not possible, for the caller of the method of that name. */
    String refusal(String name) {
      return switch (this) {
        case RCPT -> "RCPT needs a MAIL that was accepted";
        case DATA -> "DATA needs a recipient that was accepted";
        default -> name + " is not possible in a transaction; end it with data or rset";
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

    /** Returns whether the hello command is sent before it, if it was not sent yet. */
    boolean sendsHello() {
      return this != HELLO && this != RSET && fromGreeted != null;
    }
  }

  public boolean allows(Call call) {
    return call.from(this) != null;
  }

  /** Returns the state that a call leads to when the server agrees. */
  SessionStep after(Call call) {
    SessionStep next = call.from(this);
    if (next == null) {
      throw new IllegalStateException(call + " is not possible when " + this);
    }
    return next;
  }
}
