package smtp.core.model;

/** What happens on the client's side at a point of a run. */
enum Act implements Named {
  NOTHING("nothing"),
  /** A thread that waits in a channel closes it. */
  INTERRUPT("interrupt"),
  /** With the streams of a socket, only the guard sees it, and only in a wait. */
  INTERRUPT_OF_STREAM("interrupt that only the guard sees"),
  CLOSE("close() by another thread"),
  DEADLINE("the deadline passes"),
  THROW("an exception is thrown");

  private final String words;

  Act(String words) {
    this.words = words;
  }

  @Override
  public String words() {
    return words;
  }
}
