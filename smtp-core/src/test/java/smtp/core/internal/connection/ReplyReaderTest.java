package smtp.core.internal.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import smtp.api.Phase;
import smtp.api.Reply;
import smtp.api.Timeouts;
import smtp.core.internal.net.Watch;

class ReplyReaderTest {

  private static final Duration LIMIT = Duration.ofMillis(200);

  private final Watch watch = Watch.start();
  private int reads;

  @AfterEach
  void release() {
    watch.release();
  }

  /** Reads from a link where all input is available at once. */
  private ReplyReader reader(String says) {
    return reader(new Ready(says));
  }

  private ReplyReader reader(FakeLink link) {
    return new ReplyReader(
        new Transport(link), Connections.waits(watch, Timeouts.of(LIMIT)), new Redaction());
  }

  private final class Ready extends FakeLink {
    Ready(String says) {
      super(0, says);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      reads++;
      return poll(into, 0);
    }

    @Override
    public int poll(ByteBuffer into, long idleNanos) {
      int count = 0;
      while (into.hasRemaining() && take(into)) {
        count++;
      }
      return count == 0 ? -1 : count;
    }
  }

  @Test
  void repliesThatArriveTogetherAreReadOnce() throws Exception {
    ReplyReader reader = reader("250 a\n250 b\n250 c\n");
    assertEquals(Reply.of(250, "a"), reader.read(Phase.MAIL));
    assertTrue(reader.hasInput());
    reader.releaseBuffer();
    assertEquals(Reply.of(250, "b"), reader.next());
    assertEquals(Reply.of(250, "c"), reader.read(Phase.MAIL));
    assertNull(reader.next());
    assertEquals(1, reads);
  }

  /** The first buffer is for one reply; if it is full, more input follows. */
  @Test
  void manyRepliesAreReadInLargePieces() throws Exception {
    int replies = 10_000;
    ReplyReader reader = reader("250 ok\n".repeat(replies));
    for (int i = 0; i < replies; i++) {
      reader.read(Phase.RCPT);
    }
    int octets = replies * "250 ok\r\n".length();
    assertTrue(reads <= 2 + octets / Buffers.MEDIUM, reads + " reads of " + octets);
  }

  @Test
  void partOfAReplyCountsAsInputAndIsKept() throws Exception {
    ReplyReader reader = reader("250-a\n250 b");
    assertTrue(reader.hasInput());
    assertNull(reader.next());
    reader.releaseBuffer();
    assertTrue(reader.hasInput());
    var failure = assertThrows(EOFException.class, () -> reader.read(Phase.MAIL));
    assertEquals("in the middle of a reply", failure.getMessage());
  }

  @Test
  void endOfTheStreamCountsAsInput() {
    ReplyReader reader = reader("");
    assertThrows(EOFException.class, reader::hasInput);
    var failure = assertThrows(EOFException.class, () -> reader.read(Phase.MAIL));
    assertNull(failure.getMessage());
  }

  @Test
  void silenceIsNoInput() throws Exception {
    ReplyReader reader = reader(new FakeLink(0, "250 a\n"));
    assertFalse(reader.hasInput());
    assertEquals(Reply.of(250, "a"), reader.read(Phase.MAIL));
  }

  /** A session may be idle for hours. */
  @Test
  void timeoutEndsWithTheWait() throws Exception {
    ReplyReader reader = reader("250 a\n250");
    reader.read(Phase.MAIL);
    Guarded.awaitEnd(LIMIT);
    assertNull(watch.verdict());
  }

  @Test
  void timeoutEndsWithThePoll() throws Exception {
    assertTrue(reader("250 a\n").hasInput());
    Guarded.awaitEnd(LIMIT);
    assertNull(watch.verdict());
  }
}
