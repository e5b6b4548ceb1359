package smtp.api;

/** What to do about a failure. */
public enum Recovery {
  /** Nothing was delivered by this failure; the same again may work later. */
  RETRY_LATER,
  /**
   * Nothing was delivered by this failure, and the same again will fail: change something first.
   */
  FIX_FIRST,
  /** For some recipient the outcome is unknown; the same again may deliver the mail twice. */
  MAY_HAVE_BEEN_DELIVERED
}
