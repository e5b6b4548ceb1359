package smtp.message.internal.encoding;

import java.io.IOException;
import java.io.OutputStream;

/** Writes to two streams. */
public final class Tee extends OutputStream {

  private final OutputStream first;
  private final OutputStream second;

  /** Makes a stream that writes to both. */
  public Tee(OutputStream first, OutputStream second) {
    this.first = first;
    this.second = second;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    first.write(bytes, offset, count);
    second.write(bytes, offset, count);
  }
}
