package smtp.testkit;

/** The client did something that the dialogue does not say. */
final class Deviation extends Exception {
  private static final long serialVersionUID = 1L;

  private final String received;

  Deviation(String received) {
    super(received);
    this.received = received;
  }

  String received() {
    return received;
  }
}
