package smtp.message.internal.encoding;

import java.io.OutputStream;

/**
 * Finds out whether the bytes that are written to it are text in UTF-8 (RFC 3629, section 4). NUL
 * and ESC are taken as a sign of UTF-16 or of ISO-2022-JP and its like, whose bytes may all be
 * ASCII.
 */
public final class Utf8Check extends OutputStream {

  private static final int ESC = 0x1b;

  /**
   * How many bytes of the character are missing, and between which bytes the next one has to be.
   */
  private int missing;

  private int lowest;
  private int highest;
  private boolean failed;

  @Override
  public void write(int b) {
    take(b & 0xff);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      take(bytes[i] & 0xff);
    }
  }

  private void take(int b) {
    if (missing > 0) {
      failed |= b < lowest || b > highest;
      missing--;
      lowest = 0x80;
      highest = 0xbf;
    } else if (b < 0x80) {
      failed |= b == 0 || b == ESC;
    } else {
      begin(b);
    }
  }

  /** The shortest form only, no surrogates, and nothing after U+10FFFF. */
  private void begin(int b) {
    failed |= b < 0xc2 || b > 0xf4;
    missing = b < 0xe0 ? 1 : b < 0xf0 ? 2 : 3;
    lowest = b == 0xe0 ? 0xa0 : b == 0xf0 ? 0x90 : 0x80;
    highest = b == 0xed ? 0x9f : b == 0xf4 ? 0x8f : 0xbf;
  }

  /** Returns whether everything so far is text in UTF-8. */
  public boolean isUtf8() {
    return !failed && missing == 0;
  }
}
