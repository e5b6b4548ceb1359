package smtp.jakarta;

import jakarta.mail.Address;
import jakarta.mail.SendFailedException;

/**
 * The connection was lost after the message was sent and before the server answered: it may have
 * been delivered to some recipients, and sending it again may deliver it twice (RFC 1047).
 *
 * <p>These recipients are in {@link #getUnknownAddresses()} and in none of the three arrays of
 * {@link SendFailedException}, as a program that sends again to the "valid unsent" ones would
 * deliver the message twice. The cause is an {@code smtp.api.SmtpException}.
 */
public class OutcomeUnknownException extends SendFailedException {

  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // Address is serializable
  private final Address[] unknown;

  /**
   * Makes an exception.
   *
   * @param next what was lost
   * @param sent the recipients that the server accepted
   * @param unsent those that get nothing, but might later
   * @param invalid those that the server refused
   * @param unknown those that may have the message
   */
  public OutcomeUnknownException(
      String message,
      Exception next,
      Address[] sent,
      Address[] unsent,
      Address[] invalid,
      Address[] unknown) {
    super(message, next, sent, unsent, invalid);
    this.unknown = unknown.clone();
  }

  /** Returns the recipients that may have the message: at least one. */
  public Address[] getUnknownAddresses() {
    return unknown.clone();
  }
}
