package smtp.bench;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.net.smtp.SMTP;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import smtp.api.Reply;
import smtp.api.SmtpProtocolException;
import smtp.core.internal.wire.ReplyLimits;
import smtp.core.internal.wire.ReplyParser;

/**
 * Reads one reply or several and adds up their codes. {@link #arrayCopy} moves as many bytes and is
 * the limit.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets what prepare() does not
public class ReplyParserBenchmark {

  /** What the server sends. */
  @Param public Replies replies = Replies.ONE_LINE;

  /** How the bytes arrive. */
  @Param public Arrival arrival = Arrival.WHOLE;

  private final ReplyParser parser = new ReplyParser(ReplyLimits.DEFAULT);

  private int count;
  private Pieces pieces;
  private ByteBuffer piece;
  private PeerReaders.AngusMail angusMail;
  private SMTP commonsNet;
  private byte[] bytes;
  private byte[] copy;

  /** Uses each reply: otherwise the compiler would leave out the texts. */
  Reply latest;

  @Setup
  public void prepare() throws IOException, MessagingException {
    bytes = replies.bytes();
    copy = new byte[bytes.length / replies.turns()];
    count = replies.count();
    List<ByteBuffer> cut = arrival.cut(bytes);
    pieces = new Pieces(cut);
    piece = pieces.next();
    angusMail = PeerReaders.AngusMail.on(new Pieces(cut));
    commonsNet = PeerReaders.commonsNet(new Pieces(cut));
  }

  @Benchmark
  public byte[] arrayCopy() {
    System.arraycopy(bytes, 0, copy, 0, copy.length);
    return copy;
  }

  @Benchmark
  public int replyParser() throws SmtpProtocolException {
    int codes = 0;
    for (int i = 0; i < count; i++) {
      latest = read();
      codes += latest.code();
    }
    return codes;
  }

  private Reply read() throws SmtpProtocolException {
    Reply reply = parser.parse(piece);
    while (reply == null) {
      piece = pieces.next();
      reply = parser.parse(piece);
    }
    return reply;
  }

  @Benchmark
  public int angusMail() throws MessagingException {
    int codes = 0;
    for (int i = 0; i < count; i++) {
      codes += angusMail.read();
    }
    return codes;
  }

  @Benchmark
  public int commonsNet() throws IOException {
    int codes = 0;
    for (int i = 0; i < count; i++) {
      codes += commonsNet.getReply();
    }
    return codes;
  }
}
