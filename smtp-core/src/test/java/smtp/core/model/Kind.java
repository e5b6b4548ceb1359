package smtp.core.model;

/** What a run must not show. */
enum Kind implements Named {
  FALSE_ACCEPTED("Accepted, but not committed"),
  FALSE_REFUSED("Refused, but committed"),
  FALSE_NOT_SENT("NotSent, but committed"),
  NEEDLESS_UNKNOWN("Unknown, although what was read tells it"),
  TWICE("committed twice"),
  OTHER_CONTENT("committed with another content"),
  LOST("a content that was not begun is lost"),
  BEGUN_TWICE("a one-shot content was begun twice"),
  WRITTEN_AFTER_FAILURE("written after the failure"),
  WRITTEN_TOO_LATE("written after the deadline or an interrupt"),
  TOO_LONG("a call took longer than its limit"),
  NOT_REPORTED("a message was taken and not reported"),
  REPORTED_TWICE("a message was reported twice"),
  OUT_OF_ORDER("messages are not reported in order"),
  WITHOUT_RESULT("a send failed without a result"),
  LISTENER_DECIDES("the caller got what a session listener threw"),
  UNEXPECTED("the caller got an exception that is neither the library's nor his own");

  private final String words;

  Kind(String words) {
    this.words = words;
  }

  @Override
  public String words() {
    return words;
  }
}
