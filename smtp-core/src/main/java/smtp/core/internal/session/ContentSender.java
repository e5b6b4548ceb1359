package smtp.core.internal.session;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import smtp.api.Content;
import smtp.api.SmtpException;
import smtp.core.internal.wire.DataEncoder;

/** Sends a content behind a 354, and the dot that ends it. */
final class ContentSender {

  private final Connection connection;
  private final ContentStream stream;

  ContentSender(Connection connection) {
    this.connection = connection;
    this.stream = new ContentStream(connection);
  }

  /**
   * Sends the content. The end of the data is still in the buffer when this returns.
   *
   * @param replies how many replies will follow the end of the data
   * @throws SmtpException if the connection failed, or the content did: then the connection was
   *     closed in the middle of it, so that the server discards what it got
   */
  void send(Content content, int replies) throws SmtpException {
    connection.content(replies);
    try {
      content.writeTo(stream);
    } catch (Exception e) {
      throw stream.failure != null ? stream.failure : connection.fail(noContent(e));
    }
    if (stream.failure != null) {
      throw stream.failure;
    }
    stream.end();
  }

  private static SmtpException noContent(Exception e) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    return new SmtpException(
        "The content could not be had, so the mail was given up in the middle: " + e, e);
  }

  /** What a content writes to. It outlives its send, but takes nothing after it. */
  private static final class ContentStream extends OutputStream {

    private final Connection connection;
    private final DataEncoder encoder;
    private @Nullable SmtpException failure;
    private boolean ended;
    private long octets;

    ContentStream(Connection connection) {
      this.connection = connection;
      this.encoder = new DataEncoder(DataEncoder.Form.DATA, this::pass);
    }

    private void pass(byte[] source, int offset, int length) throws SmtpException {
      connection.write(source, offset, length);
      octets += length;
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
      encode(source, offset, length);
    }

    private void encode(byte[] source, int offset, int length) throws SmtpException {
      try {
        encoder.write(source, offset, length);
        connection.listener().contentSent(octets);
      } catch (IOException e) {
        failure = (SmtpException) e;
        throw failure;
      }
    }

    void end() throws SmtpException {
      ended = true;
      try {
        encoder.finish();
      } catch (IOException e) {
        throw (SmtpException) e;
      }
    }
  }
}
