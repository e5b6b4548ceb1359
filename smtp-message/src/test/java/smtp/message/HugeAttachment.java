package smtp.message;

import smtp.message.support.Counting;
import smtp.message.support.Zeros;

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
    Counting count = new Counting();
    Message.builder()
        .from("a@b")
        .to("c@d")
        .messageId("<1@b>")
        .attach(part)
        .build()
        .content()
        .writeTo(count);
    return count.count();
  }
}
