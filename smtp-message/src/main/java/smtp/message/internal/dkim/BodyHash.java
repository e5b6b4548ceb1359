package smtp.message.internal.dkim;

import java.io.OutputStream;
import java.security.MessageDigest;

/**
 * Hashes a body in its canonical form (RFC 6376, sections 3.4.3 and 3.4.4), in constant memory.
 * Each CR, LF or CRLF is hashed as CRLF, as the session sends it.
 */
final class BodyHash extends OutputStream {

  private final boolean relaxed;
  private final MessageDigest digest;
  private final byte[] buffer = new byte[8192];
  private int count;
  private long pendingLineEnds;
  private boolean pendingSpace;
  private boolean afterCr;
  private boolean inLine;
  private boolean empty = true;

  BodyHash(CanonicalForm form, MessageDigest digest) {
    this.relaxed = form == CanonicalForm.RELAXED;
    this.digest = digest;
  }

  @Override
  public void write(int b) {
    take((byte) b);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    int end = offset + length;
    for (int i = offset; i < end; i++) {
      take(bytes[i]);
      i = takeWord(bytes, i + 1, end) - 1;
    }
  }

  /** Takes the rest of a word at once, which is the fast path: most of a body is words. */
  private int takeWord(byte[] bytes, int from, int end) {
    int at = from;
    if (inLine && !pendingSpace) {
      while (at < end && bytes[at] > ' ') {
        at++;
      }
      if (at - from > buffer.length - count) {
        drain();
      }
      if (at - from > buffer.length) {
        digest.update(bytes, from, at - from);
      } else {
        System.arraycopy(bytes, from, buffer, count, at - from);
        count += at - from;
      }
    }
    return at;
  }

  private void take(byte b) {
    if (b == '\r' || (b == '\n' && !afterCr)) {
      endLine();
    } else if (b != '\n') {
      inLine = true;
      takeInLine(b);
    }
    afterCr = b == '\r';
  }

  private void endLine() {
    pendingLineEnds++;
    pendingSpace = false;
    inLine = false;
  }

  private void takeInLine(byte b) {
    if (relaxed && (b == ' ' || b == '\t')) {
      pendingSpace = true;
      return;
    }
    for (; pendingLineEnds > 0; pendingLineEnds--) {
      put('\r');
      put('\n');
    }
    if (pendingSpace) {
      put(' ');
      pendingSpace = false;
    }
    put(b);
    empty = false;
  }

  private void put(int b) {
    if (count == buffer.length) {
      drain();
    }
    buffer[count++] = (byte) b;
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
    // Empty lines at the end do not count. A body of nothing else is one CRLF in the simple form.
    if (!empty || !relaxed) {
      put('\r');
      put('\n');
    }
    drain();
    return digest.digest();
  }
}
