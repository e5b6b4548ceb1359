package smtp.message;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Keeps the header of a message that is written to it, and passes the body on. */
final class HeaderAndBody extends OutputStream {

  private static final int MAX_HEADER = 8 << 20;

  private final ByteArrayOutputStream header = new ByteArrayOutputStream();
  private final OutputStream body;
  private boolean inBody;
  private int lineEnds;
  private boolean afterCr;

  HeaderAndBody(OutputStream body) {
    this.body = body;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] octets, int offset, int count) throws IOException {
    int at = offset;
    int end = offset + count;
    while (!inBody && at < end) {
      at += takeInHeader(octets[at]) ? 1 : 0;
    }
    body.write(octets, at, end - at);
  }

  /** Takes an octet, or notices that the empty line before it ended the header. */
  private boolean takeInHeader(byte octet) throws IOException {
    boolean completesCrLf = octet == '\n' && afterCr;
    if (lineEnds == 2 && !completesCrLf) {
      inBody = true;
      return false;
    }
    if (header.size() == MAX_HEADER) {
      throw new IOException("The header has more than %d octets".formatted(MAX_HEADER));
    }
    header.write(octet);
    afterCr = octet == '\r';
    if (octet == '\r' || octet == '\n') {
      lineEnds += completesCrLf ? 0 : 1;
    } else {
      lineEnds = 0;
    }
    return true;
  }

  /** Returns the header, cut into fields. */
  StoredHeader header() throws IOException {
    return StoredHeader.read(new OctetLines(new ByteArrayInputStream(header.toByteArray())));
  }
}
