package smtp.core.internal.session;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import smtp.api.Content;
import smtp.api.Reply;
import smtp.api.SmtpDataException;
import smtp.api.SmtpException;
import smtp.api.SmtpInterruptedException;
import smtp.api.SmtpProtocolException;
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
   * Makes sure that an answer to DATA asks for the content.
   *
   * @throws SmtpDataException if the server refused
   * @throws SmtpProtocolException if it did neither; the connection was closed
   */
  void requireAskedFor(Reply reply) throws SmtpException {
    if (reply.isPositive() || (reply.isIntermediate() && reply.code() != 354)) {
      throw connection.fail(
          new SmtpProtocolException(
              "The server answered DATA with neither 354 nor a refusal: " + reply));
    }
    if (reply.code() != 354) {
      throw new SmtpDataException("The server refused DATA: " + reply, reply);
    }
  }

  /**
   * Sends the content. The end of the data is still in the buffer when this returns, and the
   * connection fit to send it.
   *
   * @param replies how many replies will follow the end of the data
   * @throws SmtpException if the connection failed, or the content did: then the connection was
   *     closed in the middle of it, so that the server discards what it got
   */
  void send(Content content, int replies) throws SmtpException {
    connection.content(replies);
    write(content);
    stream.end();
    connection.ensureUnanswered();
    connection.ensureUsable();
  }

  private void write(Content content) throws SmtpException {
    try {
      content.writeTo(stream);
    } catch (Exception e) {
      throw stream.failure != null ? stream.failure : connection.fail(noContent(e));
    } catch (Error e) {
      // What is sent next would become part of the mail.
      connection.close(null);
      throw e;
    }
    if (stream.failure != null) {
      throw stream.failure;
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

  /**
   * Returns what a server that broke off in the middle of the content has said about it, or the
   * failure if it said nothing or 421, which is a failure of its own.
   */
  static SmtpException refusalOr(SmtpException failure, List<Reply> lastWords) {
    return lastWords.stream()
        .filter(reply -> reply.isTransient() || reply.isPermanent())
        .filter(reply -> reply.code() != 421)
        .findFirst()
        .<SmtpException>map(
            reply -> new SmtpDataException("The server refused the content: " + reply, reply))
        .orElse(failure);
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
