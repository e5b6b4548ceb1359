package smtp.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.concurrent.TimeUnit;
import org.apache.commons.net.io.DotTerminatedMessageWriter;
import org.eclipse.angus.mail.smtp.SMTPOutputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import smtp.core.internal.wire.DataEncoder;

/**
 * Encodes one MiB of content for the wire. An operation is one byte of content, so operations per
 * nanosecond are GB/s. {@link #arrayCopy} changes nothing and is the limit.
 *
 * <p>The peers do less: Angus Mail normalizes and stuffs as well; Commons Net accepts characters,
 * passes on a bare CR and does not stuff a dot at the beginning of the content.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Contents.SIZE)
public class DataEncoderBenchmark {

  private static final byte[] END = {'.', '\r', '\n'};

  /** The kind of content. */
  @Param public Contents content = Contents.CLEAN_CRLF;

  /** How it is supplied. */
  @Param public Supply supply = Supply.ARRAY;

  private final Wire wire = new Wire();
  private final DataEncoder<RuntimeException> data = new DataEncoder<>(DataEncoder.Form.DATA, wire);
  private final DataEncoder<RuntimeException> bdat = new DataEncoder<>(DataEncoder.Form.BDAT, wire);
  private final OutputStream dataStream = new EncoderStream(data);
  private final OutputStream bdatStream = new EncoderStream(bdat);
  private final OutputStream angusMail = new BufferedOutputStream(wire);
  private final Writer commonsNet = new BufferedWriter(new OutputStreamWriter(wire, ISO_8859_1));

  private byte[] bytes = {};
  private String text = "";

  /** An encoder as the stream to which content is written. */
  private static final class EncoderStream extends OutputStream {
    private final DataEncoder<RuntimeException> encoder;

    EncoderStream(DataEncoder<RuntimeException> encoder) {
      this.encoder = encoder;
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      encoder.write(source, offset, length);
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }
  }

  @Setup
  public void prepare() {
    bytes = content.bytes();
    text = new String(bytes, ISO_8859_1);
  }

  @Benchmark
  public long arrayCopy() throws IOException {
    supply.give(bytes, wire);
    return wire.total();
  }

  @Benchmark
  public long dataEncoder() throws IOException {
    supply.give(bytes, dataStream);
    data.finish();
    return wire.total();
  }

  @Benchmark
  public long bdatEncoder() throws IOException {
    supply.give(bytes, bdatStream);
    bdat.finish();
    return wire.total();
  }

  @Benchmark
  public long angusMail() throws IOException {
    SMTPOutputStream message = new SMTPOutputStream(angusMail);
    supply.give(bytes, message);
    message.ensureAtBOL();
    angusMail.write(END);
    angusMail.flush();
    return wire.total();
  }

  @Benchmark
  public long commonsNet() throws IOException {
    try (Writer message = new DotTerminatedMessageWriter(commonsNet)) {
      supply.give(text, bytes, message);
    }
    return wire.total();
  }
}
