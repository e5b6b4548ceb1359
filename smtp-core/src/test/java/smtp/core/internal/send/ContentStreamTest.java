package smtp.core.internal.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import smtp.api.Content;
import smtp.api.Content.Encoding;
import smtp.api.SmtpException;
import smtp.api.SmtpInterruptedException;
import smtp.api.SmtpTransportException;
import smtp.core.internal.event.EventSink;
import smtp.core.internal.wire.ByteSink;
import smtp.core.internal.wire.DataEncoder;

/** The stream that a content writes to, whatever the content does with its failures. */
class ContentStreamTest {

  private final SmtpException lost = new SmtpTransportException("lost", null);
  private final List<IOException> seen = new ArrayList<>();

  private static ContentStream stream(ByteSink<SmtpException> sink, Content.Source source) {
    DataEncoder<SmtpException> encoder = new DataEncoder<>(DataEncoder.Form.BINARY, sink);
    return new ContentStream(encoder, EventSink.NONE, Content.of(Encoding.BINARY, source));
  }

  private SmtpException failure(Content.Source source) {
    ContentStream stream =
        stream(
            (octets, offset, length) -> {
              throw lost;
            },
            source);
    return assertThrows(SmtpException.class, stream::take);
  }

  /** Programs do this that write in a loop and log each failure. */
  @Test
  void contentThatSwallowsAFailureHidesNothing() {
    SmtpException failure =
        failure(out -> {
          for (int i = 0; i < 2; i++) {
            try {
              out.write(new byte[1000]);
            } catch (IOException e) {
              seen.add(e);
            }
          }
        });
    assertSame(lost, failure);
    assertEquals(List.of(lost, lost), seen);
  }

  @Test
  void contentThatThrowsSomethingElseForAFailureHidesNothing() {
    assertSame(
        lost,
        failure(out -> {
          try {
            out.write(new byte[1000]);
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        }));
  }

  @Test
  void interruptOfTheContentIsKept() {
    ContentStream stream =
        stream(
            (octets, offset, length) -> {},
            out -> {
              throw new InterruptedException();
            });
    var failure = assertThrows(SmtpInterruptedException.class, stream::take);
    assertTrue(Thread.interrupted());
    assertEquals(InterruptedException.class, failure.getSuppressed()[0].getClass());
  }

  @Test
  void streamRefusesBytesAfterItsContentEnded() throws Exception {
    List<OutputStream> kept = new ArrayList<>();
    stream((octets, offset, length) -> {}, kept::add).take();
    assertThrows(IllegalStateException.class, () -> kept.getFirst().write(new byte[1]));
  }
}
