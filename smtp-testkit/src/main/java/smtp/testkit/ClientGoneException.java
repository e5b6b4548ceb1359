package smtp.testkit;

import java.io.EOFException;

/** The client's stream ended where more was due. */
final class ClientGoneException extends EOFException {
  private static final long serialVersionUID = 1L;

  private final String octets;

  /** The octets that came of what was due, as in {@link Escapes}. */
  ClientGoneException(String octets) {
    this.octets = octets;
  }

  String octets() {
    return octets;
  }
}
