package smtp.message.support;

import java.io.OutputStream;

/** Counts the bytes that are written to it, and remembers the largest array of them. */
public final class Counting extends OutputStream {

  private long count;
  private long largest;

  @Override
  public void write(int b) {
    count++;
  }

  @Override
  public void write(byte[] source, int offset, int length) {
    count += length;
    largest = Math.max(largest, length);
  }

  public long count() {
    return count;
  }

  public long largest() {
    return largest;
  }
}
