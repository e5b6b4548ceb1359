package smtp.core.internal.send;

import java.io.OutputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import smtp.api.Content;
import smtp.api.SmtpException;
import smtp.api.SmtpInterruptedException;
import smtp.api.SmtpMessageException;
import smtp.core.internal.event.EventSink;
import smtp.core.internal.event.SessionEvent;
import smtp.core.internal.wire.DataEncoder;

/** The stream that content writes itself to. It accepts nothing after the end of the content. */
final class ContentStream extends OutputStream {

  private final DataEncoder<SmtpException> encoder;
  private final EventSink events;
  private final Content content;
  private @Nullable SmtpException failure;
  private boolean ended;

  /**
   * Makes a stream.
   *
   * @param encoder encodes the content and passes it on
   * @param events receives how much was sent
   */
  ContentStream(DataEncoder<SmtpException> encoder, EventSink events, Content content) {
    encoder.reset();
    this.encoder = encoder;
    this.events = events;
    this.content = content;
  }

  /**
   * Lets the content write itself here, to its end.
   *
   * @throws SmtpException if the content could not be read or sent; part of it may have been sent
   */
  void take() throws SmtpException {
    try {
      content.writeTo(this);
    } catch (Exception e) {
      throw failure != null ? failure : unreadable(e);
    } finally {
      ended = true;
    }
    if (failure != null) {
      throw failure;
    }
    encoder.finish();
  }

  private static SmtpException unreadable(Exception e) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    String message = "The content could not be read, so the message was not completed: " + e;
    if (!Thread.currentThread().isInterrupted()) {
      return new SmtpMessageException(message, e);
    }
    SmtpException failure = new SmtpInterruptedException(message);
    failure.addSuppressed(e);
    return failure;
  }

  @Override
  public void write(int b) throws SmtpException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws SmtpException {
    Objects.checkFromIndexSize(offset, length, source.length);
    if (failure != null) {
      throw failure;
    }
    if (ended) {
      throw new IllegalStateException("The content has ended; its stream accepts no more");
    }
    try {
      encoder.write(source, offset, length);
      report();
    } catch (SmtpException e) {
      failure = e;
      throw e;
    }
  }

  private void report() {
    // Mostly there is no listener: make no object for the optional size then.
    if (events.isWatching()) {
      events.on(new SessionEvent.ContentSent(encoder.encoded(), content.size()));
    }
  }
}
