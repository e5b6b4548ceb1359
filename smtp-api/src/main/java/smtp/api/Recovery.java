package smtp.api;

/** What to do about a failure: try again, fix something first, or find out what happened. */
public enum Recovery {
  /** Nothing was delivered. The same may succeed later. */
  RETRY_LATER,
  /** Nothing was delivered. The same will fail again until something is changed. */
  FIX_FIRST,
  /** The outcome is unknown for at least one recipient. The same may deliver the message twice. */
  MAY_HAVE_BEEN_DELIVERED
}
