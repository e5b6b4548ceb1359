package smtp.message;

import java.io.OutputStream;
import java.security.MessageDigest;

/**
 * Hashes a body as it is canonicalized (RFC 6376, sections 3.4.3 and 3.4.4), in constant memory.
 * Line ends are taken as they will be on the wire: each CR, LF or CRLF is CRLF.
 */
final class DkimBodyHash extends OutputStream {

  private final boolean relaxed;
  private final MessageDigest digest;
  private final byte[] buffer = new byte[8192];
  private int count;
  private long pendingLineEnds;
  private boolean pendingBlank;
  private boolean afterCr;
  private boolean inLine;
  private boolean empty = true;

  DkimBodyHash(Canonicalization canonicalization, MessageDigest digest) {
    this.relaxed = canonicalization == Canonicalization.RELAXED;
    this.digest = digest;
  }

  @Override
  public void write(int octet) {
    take((byte) octet);
  }

  @Override
  public void write(byte[] octets, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      take(octets[i]);
    }
  }

  private void take(byte octet) {
    if (octet == '\r' || (octet == '\n' && !afterCr)) {
      endLine();
    } else if (octet != '\n') {
      inLine = true;
      takeInLine(octet);
    }
    afterCr = octet == '\r';
  }

  private void endLine() {
    pendingLineEnds++;
    pendingBlank = false;
    inLine = false;
  }

  private void takeInLine(byte octet) {
    if (relaxed && (octet == ' ' || octet == '\t')) {
      pendingBlank = true;
      return;
    }
    for (; pendingLineEnds > 0; pendingLineEnds--) {
      put('\r');
      put('\n');
    }
    if (pendingBlank) {
      put(' ');
      pendingBlank = false;
    }
    put(octet);
    empty = false;
  }

  private void put(int octet) {
    if (count == buffer.length) {
      digest.update(buffer, 0, count);
      count = 0;
    }
    buffer[count++] = (byte) octet;
  }

  /** Ends the body and returns its hash. */
  byte[] hash() {
    if (inLine) {
      endLine();
    }
    // Empty lines at the end do not count; a body without any other is CRLF only if simple.
    if (!empty || !relaxed) {
      put('\r');
      put('\n');
    }
    digest.update(buffer, 0, count);
    return digest.digest();
  }
}
