package smtp.core.internal.wire;

import java.io.IOException;

/** Takes octets on their way to the server. */
@FunctionalInterface
public interface OctetSink {

  /**
   * Takes octets. The array is the caller's again after the call: a sink copies what it keeps, and
   * changes nothing in it.
   *
   * @throws IOException if the octets could not be taken; some of them may have been
   */
  void write(byte[] octets, int offset, int length) throws IOException;
}
