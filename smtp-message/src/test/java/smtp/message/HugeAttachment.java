package smtp.message;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/** Writes a message with an attachment of one GiB, and prints the length of its base64. */
final class HugeAttachment {

  static final long SIZE = 1L << 30;

  private HugeAttachment() {}

  public static void main(String[] args) throws Exception {
    long with = written(SIZE);
    long without = written(0);
    System.out.println(with - without);
  }

  private static long written(long size) throws Exception {
    Part part = Part.of("huge.bin", () -> new Zeros(size));
    Count count = new Count();
    Message.builder()
        .from("a@b")
        .to("c@d")
        .messageId("<1@b>")
        .attach(part)
        .build()
        .content()
        .writeTo(count);
    return count.octets;
  }

  /** A source that has no array. */
  private static final class Zeros extends InputStream {
    private long left;

    Zeros(long size) {
      left = size;
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

  private static final class Count extends OutputStream {
    private long octets;

    @Override
    public void write(int octet) {
      octets++;
    }

    @Override
    public void write(byte[] source, int offset, int length) {
      octets += length;
    }
  }
}
