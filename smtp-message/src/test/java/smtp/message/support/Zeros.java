package smtp.message.support;

import java.io.InputStream;
import java.util.Arrays;

/** A stream of zeros of any length, which takes no memory. */
public final class Zeros extends InputStream {

  private long left;

  public Zeros(long length) {
    left = length;
  }

  @Override
  public int read() {
    return left-- > 0 ? 0 : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (left <= 0) {
      return -1;
    }
    int count = (int) Math.min(left, length);
    Arrays.fill(target, offset, offset + count, (byte) 0);
    left -= count;
    return count;
  }
}
