package smtp.bench;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.james.mime4j.codec.Base64OutputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import smtp.message.Message;
import smtp.message.Part;

/**
 * Writes an attachment of ten MiB in lines of base64. An operation is one byte of the attachment,
 * so operations per nanosecond are GB/s. {@link #encoder} is the reference: one line, from array to
 * array.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(AttachmentBenchmark.SIZE)
public class AttachmentBenchmark {

  static final int SIZE = 10 * 1024 * 1024;

  private final Wire wire = new Wire();
  private final byte[] bytes = bytes();
  private final byte[] encoded = new byte[(SIZE + 2) / 3 * 4];
  private final Message message =
      Message.builder()
          .from(MessageBenchmark.FROM)
          .to(MessageBenchmark.TO)
          .attach(Part.of("backup.bin", bytes))
          .build();

  private static byte[] bytes() {
    byte[] bytes = new byte[SIZE];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  @Benchmark
  public long encoder() {
    return Base64.getEncoder().encode(bytes, encoded);
  }

  @Benchmark
  public long message() throws Exception {
    message.content().writeTo(wire);
    return wire.total();
  }

  @Benchmark
  public long angusMail() throws IOException, MessagingException {
    try (OutputStream base64 = MimeUtility.encode(wire, "base64")) {
      base64.write(bytes);
    }
    return wire.total();
  }

  @Benchmark
  public long mime4j() throws IOException {
    try (OutputStream base64 = new Base64OutputStream(wire)) {
      base64.write(bytes);
    }
    return wire.total();
  }
}
