package smtp.core.internal.session;

import smtp.api.Content;
import smtp.api.SmtpException;
import smtp.core.internal.wire.DataEncoder;
import smtp.core.internal.wire.OctetSink;

/**
 * Sends contents by BDAT, each in a chunk whose size was told before its octets go out. The last of
 * them waits until the content has ended, so that a content of another size never looks complete to
 * the server.
 */
final class SingleChunk implements OctetSink {

  private final Connection connection;
  private final byte[] last = new byte[1];
  private long size;
  private long missing;

  /** One of each for all contents of a session. */
  private final DataEncoder asItIs = new DataEncoder(DataEncoder.Form.BINARY, this);

  private final DataEncoder inLines = new DataEncoder(DataEncoder.Form.BDAT, this);

  SingleChunk(Connection connection) {
    this.connection = connection;
  }

  /**
   * Sends the content of a mail.
   *
   * @throws SmtpException if it cannot be had or sent, or has not the size that was told
   */
  void take(PreparedMail prepared) throws SmtpException {
    size = prepared.size();
    missing = size;
    DataEncoder encoder = prepared.chunkForm() == DataEncoder.Form.BINARY ? asItIs : inLines;
    Content content = prepared.content();
    new ContentStream(encoder, connection.listener(), content).take();
    if (missing > 0) {
      throw new SmtpException(
          "The content has %d octets, and %d were announced; the mail was given up"
              .formatted(size - missing, size));
    }
    connection.write(last, 0, size == 0 ? 0 : 1);
  }

  @Override
  public void write(byte[] octets, int offset, int length) throws SmtpException {
    if (length > missing) {
      throw new SmtpException(
          "The content has more than the %d octets that were announced; the mail was given up"
              .formatted(size));
    }
    missing -= length;
    boolean ends = missing == 0 && length > 0;
    if (ends) {
      last[0] = octets[offset + length - 1];
    }
    connection.write(octets, offset, ends ? length - 1 : length);
  }
}
