package smtp.mailer;

/** What a mailer does with a message for which there is no room. */
public enum Overflow {
  /** The caller waits for room. An interrupt ends the wait. */
  WAIT,
  /** The caller gets a {@link MailerFullException}. */
  REJECT
}
