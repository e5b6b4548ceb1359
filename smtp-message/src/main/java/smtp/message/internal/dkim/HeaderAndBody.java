package smtp.message.internal.dkim;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import smtp.message.internal.stored.LineReader;
import smtp.message.internal.stored.StoredHeader;

/** Receives a message, keeps its header and passes its body on. */
final class HeaderAndBody extends OutputStream {

  private static final int MAX_HEADER = 8 << 20;

  private final ByteArrayOutputStream header = new ByteArrayOutputStream();
  private final OutputStream body;
  private boolean inBody;

  /** How many line ends came last; two end the header, and the first line may be empty. */
  private int lineEnds = 1;

  private boolean afterCr;

  HeaderAndBody(OutputStream body) {
    this.body = body;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    int at = offset;
    int end = offset + count;
    while (!inBody && at < end) {
      at += takeInHeader(bytes[at]) ? 1 : 0;
    }
    body.write(bytes, at, end - at);
  }

  /** Takes a byte, or returns false if the header ended before it. */
  private boolean takeInHeader(byte b) throws IOException {
    boolean completesCrLf = b == '\n' && afterCr;
    if (lineEnds == 2 && !completesCrLf) {
      inBody = true;
      return false;
    }
    if (header.size() == MAX_HEADER) {
      throw new IOException("The header has more than %d bytes".formatted(MAX_HEADER));
    }
    header.write(b);
    afterCr = b == '\r';
    if (b == '\r' || b == '\n') {
      lineEnds += completesCrLf ? 0 : 1;
    } else {
      lineEnds = 0;
    }
    return true;
  }

  /** Returns the header, cut into fields. */
  StoredHeader header() throws IOException {
    return StoredHeader.read(new LineReader(new ByteArrayInputStream(header.toByteArray())));
  }
}
