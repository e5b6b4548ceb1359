package smtp.api;

import java.io.Serializable;

/** What became of a mail for one recipient. */
public sealed interface RecipientResult extends Serializable {

  /** Returns the recipient, as the envelope has it. */
  Recipient recipient();

  /**
   * The server took responsibility.
   *
   * @param recipient the recipient
   * @param reply the reply that says so: in SMTP the one to the end of the data, for all
   *     recipients; in LMTP the recipient's own
   */
  record Accepted(Recipient recipient, Reply reply) implements RecipientResult {}

  /**
   * The server refused; the recipient gets nothing.
   *
   * @param recipient the recipient
   * @param reply the reply that says so: to RCPT, or the final one
   */
  record Refused(Recipient recipient, Reply reply) implements RecipientResult {}

  /**
   * The end of the data was sent and no reply came: the mail may have been delivered or not, and a
   * second try may deliver it twice (RFC 1047).
   *
   * @param recipient the recipient
   */
  record Unknown(Recipient recipient) implements RecipientResult {}

  /**
   * The end of the data was not sent: the recipient gets nothing.
   *
   * @param recipient the recipient
   */
  record NotSent(Recipient recipient) implements RecipientResult {}
}
