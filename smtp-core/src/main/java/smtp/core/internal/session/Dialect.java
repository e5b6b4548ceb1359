package smtp.core.internal.session;

import smtp.api.Reply;

/** Where SMTP (RFC 5321) and LMTP (RFC 2033) differ. */
public enum Dialect {
  /** One reply for the whole mail. */
  SMTP("EHLO", "smtp") {
    @Override
    int finalReplies(int acceptedRecipients) {
      return 1;
    }

    @Override
    boolean mayFallBack(int code) {
      // Only these say that EHLO is not known; any other is a refusal that HELO would get too.
      return code == 500 || code == 501 || code == 502 || code == 504;
    }

    @Override
    void book(Reply reply, Ledger ledger) {
      ledger.finalReply(reply);
    }
  },

  /** A reply for each recipient that was accepted, in their order. */
  LMTP("LHLO", "lmtp") {
    @Override
    int finalReplies(int acceptedRecipients) {
      return acceptedRecipients;
    }

    @Override
    boolean mayFallBack(int code) {
      return false;
    }

    @Override
    void book(Reply reply, Ledger ledger) {
      ledger.nextFinalReply(reply);
    }
  };

  private final String hello;
  private final String service;

  Dialect(String hello, String service) {
    this.hello = hello;
    this.service = service;
  }

  /** The verb that begins an extended session. */
  String hello() {
    return hello;
  }

  /** The SASL service name. */
  String service() {
    return service;
  }

  /** How many replies follow the end of the data. */
  abstract int finalReplies(int acceptedRecipients);

  /** Tells whether HELO may be tried after the hello verb was refused with this code. */
  abstract boolean mayFallBack(int code);

  /** Enters a reply to the end of the data for those whom it is about. */
  abstract void book(Reply reply, Ledger ledger);
}
