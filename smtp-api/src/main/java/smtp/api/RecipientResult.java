package smtp.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * The outcome of a send for one recipient: accepted, refused, unknown or not sent.
 *
 * <p>Meant for a {@code switch} over its four records. Immutable.
 */
public sealed interface RecipientResult extends Serializable {

  /** Returns the recipient, as it is in the envelope. */
  Recipient recipient();

  /**
   * The server took responsibility for the message to this recipient.
   *
   * @param recipient the recipient
   * @param reply the 2yz reply that says so: over SMTP the one to the end of the data, the same for
   *     all recipients; over LMTP the recipient's own
   */
  record Accepted(Recipient recipient, Reply reply) implements RecipientResult {

    /** Makes a result. */
    public Accepted {
      Objects.requireNonNull(recipient, "recipient");
      Objects.requireNonNull(reply, "reply");
    }
  }

  /**
   * The server refused: this recipient gets nothing. {@link Reply#isTransient} tells whether the
   * same may be accepted later.
   *
   * @param recipient the recipient
   * @param reply the reply that refuses: to RCPT, to DATA, to a chunk, or to the end of the data
   * @param phase {@link Phase#RCPT} if the server refused this recipient; {@link Phase#DATA} if it
   *     had accepted the recipient, and refused the content before its end was sent; {@link
   *     Phase#END_OF_DATA} if it refused the content afterwards, over LMTP for this recipient alone
   */
  record Refused(Recipient recipient, Reply reply, Phase phase) implements RecipientResult {

    /** Makes a result. */
    public Refused {
      Objects.requireNonNull(recipient, "recipient");
      Objects.requireNonNull(reply, "reply");
      Objects.requireNonNull(phase, "phase");
    }

    /** Makes the result of a recipient that was refused in the reply to RCPT. */
    public Refused(Recipient recipient, Reply reply) {
      this(recipient, reply, Phase.RCPT);
    }
  }

  /**
   * The end of the data was sent and no reply was read: the message may have been delivered to this
   * recipient or not, and sending it again may deliver it twice (RFC 1047).
   *
   * @param recipient the recipient
   */
  record Unknown(Recipient recipient) implements RecipientResult {

    /** Makes a result. */
    public Unknown {
      Objects.requireNonNull(recipient, "recipient");
    }
  }

  /**
   * This recipient gets nothing from this send, and the message can be sent again: the end of the
   * data was not sent, or the server refused the sender, or it announced the end of the session
   * instead of an answer.
   *
   * @param recipient the recipient
   */
  record NotSent(Recipient recipient) implements RecipientResult {

    /** Makes a result. */
    public NotSent {
      Objects.requireNonNull(recipient, "recipient");
    }
  }
}
