package smtp.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.MessagingException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The compared clients do the same work. */
class PeersTest {

  @ParameterizedTest
  @EnumSource
  void angusMailSendsAsManyBytes(Contents content) throws IOException {
    DataEncoderBenchmark benchmark = encoders(content);
    long ours = benchmark.dataEncoder();

    assertEquals(2 * ours, benchmark.angusMail());
    benchmark.supply = Supply.STREAM;
    assertEquals(3 * ours, benchmark.angusMail());
    assertEquals(4 * ours, benchmark.dataEncoder());
  }

  @Test
  void commonsNetSendsAsManyBytesOfContentWithCrlf() throws IOException {
    DataEncoderBenchmark benchmark = encoders(Contents.CLEAN_CRLF);
    long ours = benchmark.dataEncoder();

    assertEquals(2 * ours, benchmark.commonsNet());
    benchmark.supply = Supply.STREAM;
    assertEquals(3 * ours, benchmark.commonsNet());
  }

  @ParameterizedTest
  @EnumSource
  void allReadTheSameReplies(Replies replies) throws IOException, MessagingException {
    for (Arrival arrival : Arrival.values()) {
      ReplyParserBenchmark benchmark = new ReplyParserBenchmark();
      benchmark.replies = replies;
      benchmark.arrival = arrival;
      benchmark.prepare();
      for (int turn = 0; turn < 3; turn++) {
        int codes = benchmark.replyParser();
        assertEquals(codes, benchmark.angusMail());
        assertEquals(codes, benchmark.commonsNet());
      }
    }
  }

  @Test
  void allWriteTheTextAndAHeaderOfUsualLength() throws Exception {
    MessageBenchmark benchmark = new MessageBenchmark();
    long ours = benchmark.message();
    long angusMail = benchmark.angusMail() - ours;
    long mime4j = benchmark.mime4j() - angusMail - ours;

    for (long bytes : new long[] {ours, angusMail, mime4j}) {
      long header = bytes - MessageBenchmark.TEXT.length();
      assertTrue(header > 200 && header < 500, () -> "Header: " + header);
    }
  }

  @Test
  void allWriteTheSameLengthOfBase64() throws Exception {
    AttachmentBenchmark benchmark = new AttachmentBenchmark();
    long ours = benchmark.message();
    long angusMail = benchmark.angusMail() - ours;
    long mime4j = benchmark.mime4j() - angusMail - ours;

    assertTrue(Math.abs(angusMail - mime4j) <= 2, () -> angusMail + " and " + mime4j);
    assertTrue(ours > angusMail && ours < angusMail + 500, () -> ours + " and " + angusMail);
  }

  private static DataEncoderBenchmark encoders(Contents content) {
    DataEncoderBenchmark benchmark = new DataEncoderBenchmark();
    benchmark.content = content;
    benchmark.prepare();
    return benchmark;
  }
}
