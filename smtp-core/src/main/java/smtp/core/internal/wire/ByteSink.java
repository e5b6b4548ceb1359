package smtp.core.internal.wire;

/**
 * Takes bytes on their way to the server.
 *
 * @param <E> what it throws if it cannot take them
 */
@FunctionalInterface
public interface ByteSink<E extends Exception> {

  /**
   * Takes bytes. The array is the caller's again after the call: a sink copies what it keeps, and
   * changes nothing in it.
   *
   * @throws E if the bytes could not be taken; some of them may have been
   */
  void write(byte[] bytes, int offset, int length) throws E;
}
