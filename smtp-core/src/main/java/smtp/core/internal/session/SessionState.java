package smtp.core.internal.session;

/**
 * What has been said on a session, and so what may be said next. {@code docs/session-states.md} has
 * it as a table.
 */
final class SessionState {

  private enum Step {
    /** The greeting was read, or TLS began: nothing is known of the server. */
    GREETED,
    /** The server answered the hello command. */
    READY,
    /** MAIL was accepted. */
    MAIL,
    /** A recipient was accepted. */
    RCPT
  }

  private Step step = Step.GREETED;
  private boolean authenticated;
  private boolean utf8;
  private int acceptedRecipients;
  private boolean used;
  private boolean unfinished;

  void requireNoTransaction(String what) {
    if (step == Step.MAIL || step == Step.RCPT) {
      throw new IllegalStateException(
          what + " is not possible in a transaction; end it with data or rset");
    }
  }

  void requireSender() {
    if (step != Step.MAIL && step != Step.RCPT) {
      throw new IllegalStateException("RCPT needs a MAIL that was accepted");
    }
  }

  void requireRecipient() {
    if (step != Step.RCPT) {
      throw new IllegalStateException("DATA needs a recipient that was accepted");
    }
  }

  void requireNotAuthenticated() {
    if (authenticated) {
      throw new IllegalStateException("The session is authenticated already");
    }
  }

  boolean needsHello() {
    return step == Step.GREETED;
  }

  void helloAccepted() {
    step = Step.READY;
  }

  void tlsBegan() {
    step = Step.GREETED;
  }

  void authenticated() {
    authenticated = true;
  }

  void senderAccepted(boolean saidUtf8) {
    step = Step.MAIL;
    utf8 = saidUtf8;
    acceptedRecipients = 0;
  }

  /** Tells whether the MAIL of this transaction said SMTPUTF8. */
  boolean isUtf8() {
    return utf8;
  }

  void recipientAccepted() {
    step = Step.RCPT;
    acceptedRecipients++;
  }

  int acceptedRecipients() {
    return acceptedRecipients;
  }

  /**
   * Content is about to be sent: until it is known to be over, the server may hold the rest of it.
   */
  void contentBegins() {
    step = Step.READY;
    used = true;
    unfinished = true;
  }

  void contentEnded() {
    unfinished = false;
  }

  void wasReset() {
    step = step == Step.GREETED ? Step.GREETED : Step.READY;
    unfinished = false;
  }

  /** Tells whether the server certainly holds the rest of a transaction, so that RSET is due. */
  boolean isUnfinished() {
    return unfinished;
  }

  /** Tells whether a mail was sent, so that the server may remember something of it. */
  boolean isUsed() {
    return used;
  }
}
