package smtp.core.internal.wire;

/**
 * Receives bytes that are to be sent to the server.
 *
 * @param <E> the exception if it cannot accept them
 */
@FunctionalInterface
public interface ByteSink<E extends Exception> {

  /**
   * Receives bytes. The caller may change the array afterwards, so a sink copies what it keeps. It
   * must not change the array.
   *
   * @throws E if the bytes could not be accepted; some of them may have been
   */
  void write(byte[] bytes, int offset, int length) throws E;
}
