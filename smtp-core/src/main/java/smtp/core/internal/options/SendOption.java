package smtp.core.internal.options;

/** The options of sending messages. */
public final class SendOption {

  /** Whether a message is not sent if one of its recipients is refused. */
  public static final Option<Boolean> ALL_OR_NONE = Option.of(false);

  /** Whether recipients that are too many for one transaction get another one. */
  public static final Option<Boolean> RETRY_TOO_MANY = Option.of(false);

  /** Whether the end of the content is sent only after the server has confirmed the rest. */
  public static final Option<Boolean> CONFIRM_BEFORE_END = Option.of(false);

  /** How many messages may be sent without an answer. */
  public static final Option<Integer> WINDOW_MESSAGES = Option.of(20);

  /** How many bytes may be sent without an answer, unless a single message has more. */
  public static final Option<Long> WINDOW_BYTES = Option.of(4L << 20);

  private SendOption() {}
}
