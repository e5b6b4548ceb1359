package smtp.core.internal.send;

import smtp.api.Content;
import smtp.api.SmtpException;
import smtp.core.internal.connection.Connection;
import smtp.core.internal.wire.DataEncoder;
import smtp.core.internal.wire.ByteSink;

/**
 * Sends contents with BDAT, each in one chunk whose size was announced. The last byte waits until
 * the content has ended, so that a content of another size never looks complete to the server.
 */
final class SingleChunk implements ByteSink<SmtpException> {

  private final Connection connection;
  private final byte[] last = new byte[1];
  private long size;
  private long missing;

  /** One of each for all contents of a session. */
  private final DataEncoder<SmtpException> asItIs =
      new DataEncoder<>(DataEncoder.Form.BINARY, this);

  private final DataEncoder<SmtpException> inLines = new DataEncoder<>(DataEncoder.Form.BDAT, this);

  SingleChunk(Connection connection) {
    this.connection = connection;
  }

  /**
   * Sends the content of a message.
   *
   * @throws SmtpException if it could not be read or sent, or its size is not the announced one
   */
  void send(PreparedMail prepared) throws SmtpException {
    size = prepared.size();
    missing = size;
    DataEncoder<SmtpException> encoder =
        prepared.chunkForm() == DataEncoder.Form.BINARY ? asItIs : inLines;
    Content content = prepared.content();
    new ContentStream(encoder, connection.events(), content).take();
    if (missing > 0) {
      throw new SmtpException(
          "The content has %d bytes, and %d were announced; the message was given up"
              .formatted(size - missing, size));
    }
    connection.write(last, 0, size == 0 ? 0 : 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws SmtpException {
    if (length > missing) {
      throw new SmtpException(
          "The content has more than the %d bytes that were announced; the message was given up"
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
