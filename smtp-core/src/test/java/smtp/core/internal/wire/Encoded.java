package smtp.core.internal.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Runs the encoder and keeps what it sent, a character an octet. Each slice lies between octets
 * that are none of the encoder's business.
 */
final class Encoded {

  private Encoded() {}

  static String encode(DataEncoder.Form form, List<byte[]> slices) {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    DataEncoder<IOException> encoder = new DataEncoder<>(form, wire::write);
    try {
      for (byte[] slice : slices) {
        byte[] array = new byte[slice.length + 2];
        array[0] = '\r';
        System.arraycopy(slice, 0, array, 1, slice.length);
        array[slice.length + 1] = '\n';
        encoder.write(array, 1, slice.length);
      }
      encoder.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return wire.toString(ISO_8859_1);
  }
}
