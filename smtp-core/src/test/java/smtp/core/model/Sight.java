package smtp.core.model;

/** What one who sees all that passed over a connection can say of a message and a recipient. */
enum Sight {
  /** The end of the content was not sent. */
  NOT_ENDED,
  /** It was accepted. */
  ACCEPTED,
  /** It was refused. */
  REFUSED,
  /** It was not sent to its end, or not answered, when the server said 421. */
  SESSION_ENDED,
  /** The whole message was sent, and no reply to it came. */
  UNANSWERED,
  /** The whole message was sent, but the replies are not those to the commands. */
  OUT_OF_STEP
}
