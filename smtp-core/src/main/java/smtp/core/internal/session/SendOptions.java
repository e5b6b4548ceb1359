package smtp.core.internal.session;

/**
 * How mails are sent, as the caller wants it.
 *
 * @param allOrNone whether a mail is given up when one of its recipients is refused
 * @param carryOn whether recipients that are too many for one transaction get one of their own
 * @param confirmBeforeEnd whether the end of a content waits until the server has all the rest
 * @param windowMessages how many mails may be under way without an answer
 * @param windowBytes how many octets may be, unless a single mail has more
 */
public record SendOptions(
    boolean allOrNone,
    boolean carryOn,
    boolean confirmBeforeEnd,
    int windowMessages,
    long windowBytes) {

  /** What a client does that was told nothing else. */
  public static final SendOptions DEFAULT = new SendOptions(false, false, false, 20, 4 << 20);
}
