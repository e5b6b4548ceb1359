package smtp.core.internal.session;

import org.jspecify.annotations.Nullable;

/**
 * The states of an open session, and where each call leads from each of them. The table in {@code
 * docs/session-states.md} is drawn from this one.
 */
enum Step {
  /** The greeting was read, or TLS began: nothing is known of the server. */
  GREETED,
  /** The server answered the hello command. */
  READY,
  /** MAIL was accepted. */
  MAIL,
  /** A recipient was accepted. */
  RCPT;

  /** What a caller may ask for, with the state it leads to from each, {@code null} if to none. */
  enum Call {
    HELLO(READY, READY, null, null),
    STARTTLS(GREETED, GREETED, null, null),
    AUTH(READY, READY, null, null),
    MAIL(Step.MAIL, Step.MAIL, null, null),
    RCPT(null, null, Step.RCPT, Step.RCPT),
    DATA(null, null, null, READY),
    RSET(GREETED, READY, READY, READY),
    SEND(READY, READY, null, null);

    private final @Nullable Step fromGreeted;
    private final @Nullable Step fromReady;
    private final @Nullable Step fromMail;
    private final @Nullable Step fromRcpt;

    Call(
        @Nullable Step fromGreeted,
        @Nullable Step fromReady,
        @Nullable Step fromMail,
        @Nullable Step fromRcpt) {
      this.fromGreeted = fromGreeted;
      this.fromReady = fromReady;
      this.fromMail = fromMail;
      this.fromRcpt = fromRcpt;
    }

    /** Finds a call by its verb, or by {@code send}. */
    static Call of(String name) {
      return switch (name) {
        case "EHLO", "HELO", "LHLO" -> HELLO;
        case "send", "sendAll" -> SEND;
        default -> valueOf(name);
      };
    }

    private @Nullable Step from(Step step) {
      return switch (step) {
        case GREETED -> fromGreeted;
        case READY -> fromReady;
        case MAIL -> fromMail;
        case RCPT -> fromRcpt;
      };
    }

    /** Tells whether hello is said before it, if it has not been said yet. */
    boolean saysHello() {
      return this != HELLO && this != RSET && fromGreeted != null;
    }
  }

  boolean allows(Call call) {
    return call.from(this) != null;
  }

  /** Returns the state that a call leads to when the server agrees. */
  Step after(Call call) {
    Step next = call.from(this);
    if (next == null) {
      throw new IllegalStateException(call + " is not possible when " + this);
    }
    return next;
  }
}
