package smtp.core.internal.send;

import smtp.api.Content;
import smtp.api.SmtpException;
import smtp.api.SmtpMessageException;
import smtp.core.internal.connection.Connection;
import smtp.core.internal.wire.ByteSink;
import smtp.core.internal.wire.DataEncoder;

/**
 * Sends content with BDAT in one chunk of the announced size. The last byte is held back until the
 * content has ended, so that content of another size never looks complete to the server.
 */
final class SingleChunk implements ByteSink<SmtpException> {

  private final Connection connection;
  private final byte[] last = new byte[1];
  private long size;
  private long missing;

  /** One encoder of each form for all messages of a session. */
  private final DataEncoder<SmtpException> asItIs =
      new DataEncoder<>(DataEncoder.Form.BINARY, this);

  private final DataEncoder<SmtpException> inLines = new DataEncoder<>(DataEncoder.Form.BDAT, this);

  SingleChunk(Connection connection) {
    this.connection = connection;
  }

  /** Something to do before the last byte of a content is sent. */
  @FunctionalInterface
  interface Check {
    /** Does it, and throws if the content must not be completed. */
    void beforeEnd() throws SmtpException;
  }

  /**
   * Sends the content of a message.
   *
   * @param check runs before the last byte is sent
   * @throws SmtpException if the content could not be read or sent, or has another size
   */
  void send(PreparedMail prepared, Check check) throws SmtpException {
    size = prepared.size();
    missing = size;
    DataEncoder<SmtpException> encoder =
        prepared.chunkForm() == DataEncoder.Form.BINARY ? asItIs : inLines;
    Content content = prepared.content();
    new ContentStream(encoder, connection.events(), content).take();
    if (missing > 0) {
      throw new SmtpMessageException(
          "The content has %d bytes, but %d were announced; the message was not completed"
              .formatted(size - missing, size));
    }
    check.beforeEnd();
    connection.write(last, 0, size == 0 ? 0 : 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws SmtpException {
    if (length > missing) {
      throw new SmtpMessageException(
          "The content has more than the announced %d bytes; the message was not completed"
              .formatted(size));
    }
    missing -= length;
    boolean ends = missing == 0 && length > 0;
    if (ends) {
      last[0] = bytes[offset + length - 1];
    }
    connection.write(bytes, offset, ends ? length - 1 : length);
  }
}
