package smtp.testkit;

import java.io.EOFException;

/** The client closed the connection where the dialogue expects more. */
final class ClientGoneException extends EOFException {
  private static final long serialVersionUID = 1L;

  private final String bytes;

  /** Creates an exception with the bytes that did arrive, as in {@link Escapes}. */
  ClientGoneException(String bytes) {
    this.bytes = bytes;
  }

  String bytes() {
    return bytes;
  }
}
