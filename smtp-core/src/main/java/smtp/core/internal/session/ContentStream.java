package smtp.core.internal.session;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import smtp.api.Content;
import smtp.api.SessionListener;
import smtp.api.SmtpException;
import smtp.api.SmtpInterruptedException;
import smtp.core.internal.wire.DataEncoder;

/** What a content writes to, on its way to the connection. It takes nothing after its send. */
final class ContentStream extends OutputStream {

  private final DataEncoder encoder;
  private final SessionListener listener;
  private final Content content;
  private @Nullable SmtpException failure;
  private boolean ended;

  /**
   * Makes a stream.
   *
   * @param encoder encodes the content, for what throws nothing but {@link SmtpException}
   * @param listener is told how many went there
   */
  ContentStream(DataEncoder encoder, SessionListener listener, Content content) {
    encoder.reset();
    this.encoder = encoder;
    this.listener = listener;
    this.content = content;
  }

  /**
   * Has the content written here, to its end.
   *
   * @throws SmtpException if it cannot be had, or not be sent; what was sent of it is in the middle
   */
  void take() throws SmtpException {
    try {
      content.writeTo(this);
    } catch (Exception e) {
      throw failure != null ? failure : noContent(e);
    } finally {
      ended = true;
    }
    if (failure != null) {
      throw failure;
    }
    finish();
  }

  private void finish() throws SmtpException {
    try {
      encoder.finish();
    } catch (IOException e) {
      throw (SmtpException) e;
    }
  }

  private static SmtpException noContent(Exception e) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    String message = "The content could not be had, so the mail was given up in the middle: " + e;
    if (!Thread.currentThread().isInterrupted()) {
      return new SmtpException(message, e);
    }
    SmtpException failure = new SmtpInterruptedException(message);
    failure.addSuppressed(e);
    return failure;
  }

  @Override
  public void write(int octet) throws SmtpException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws SmtpException {
    Objects.checkFromIndexSize(offset, length, source.length);
    if (failure != null) {
      throw failure;
    }
    if (ended) {
      throw new IllegalStateException("The content has ended; its stream takes no more");
    }
    try {
      encoder.write(source, offset, length);
      tell();
    } catch (IOException e) {
      failure = (SmtpException) e;
      throw failure;
    }
  }

  private void tell() {
    // A size is an object, and mostly nobody listens.
    if (!SessionListener.NONE.equals(listener)) {
      listener.onContent(encoder.encoded(), content.size());
    }
  }
}
