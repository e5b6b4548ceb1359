package smtp.core.internal.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The output of the encoder, one character for each byte. Each slice lies between bytes that the
 * encoder must not read.
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
