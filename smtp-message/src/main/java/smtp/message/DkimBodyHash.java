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
    int end = offset + length;
    for (int i = offset; i < end; i++) {
      take(octets[i]);
      i = takeWord(octets, i + 1, end) - 1;
    }
  }

  /** Takes what stands beside a character of the same word, which is most of any body. */
  private int takeWord(byte[] octets, int from, int end) {
    int at = from;
    if (inLine && !pendingBlank) {
      while (at < end && octets[at] > ' ') {
        at++;
      }
      if (at - from > buffer.length - count) {
        drain();
      }
      if (at - from > buffer.length) {
        digest.update(octets, from, at - from);
      } else {
        System.arraycopy(octets, from, buffer, count, at - from);
        count += at - from;
      }
    }
    return at;
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
      drain();
    }
    buffer[count++] = (byte) octet;
  }

  private void drain() {
    digest.update(buffer, 0, count);
    count = 0;
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
    drain();
    return digest.digest();
  }
}
