package smtp.core.internal.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Encodes command lines. Every command goes through here, so that no command can contain another
 * one: bytes below 0x20 and 0x7F are refused (RFC 5321, section 4.1.2, does not allow them in
 * commands either), and so are the line ends of Unicode.
 *
 * <p>Exception messages name a character and its index, but never quote the line, which may contain
 * a secret.
 */
public final class CommandEncoder {

  /** The longest command line in bytes, with its CRLF (RFC 5321, section 4.5.3.1.4). */
  public static final int MAX_LINE = 512;

  /** The parameter with the size of the content (RFC 1870). */
  public static final String SIZE = " SIZE=";

  private static final int LINE_END = 2;

  /** Means that a line has no SIZE. */
  public static final long NO_SIZE = -1;

  private CommandEncoder() {}

  /**
   * Checks a whole command line, then puts it and CRLF into a buffer.
   *
   * @param line the command without its line end
   * @param maxBytes the maximum length in bytes, with the line end: {@link #MAX_LINE}, or more with
   *     extensions
   * @param utf8 whether other characters than ASCII may be sent, as UTF-8 (RFC 6531, section 3.1)
   * @param out the buffer, with room for {@code maxBytes}
   * @throws IllegalArgumentException if the line is empty or too long, or has a character that must
   *     not be sent; nothing was put
   */
  public static void encode(String line, int maxBytes, boolean utf8, ByteBuffer out) {
    encode(line, "", "", NO_SIZE, maxBytes, utf8, out);
  }

  /**
   * Encodes a line that consists of pieces. This makes no string of the whole line, of which each
   * message has several.
   *
   * @param size the value of SIZE at the end of the line, or {@link #NO_SIZE}
   * @throws IllegalArgumentException as the other method
   */
  public static void encode(
      String head,
      String middle,
      String tail,
      long size,
      int maxBytes,
      boolean utf8,
      ByteBuffer out) {
    check(head, middle, tail, size, maxBytes, utf8);
    put(head, out);
    put(middle, out);
    put(tail, out);
    if (size >= 0) {
      put(SIZE, out);
      put(size, out);
    }
    endLine(out);
  }

  /**
   * Encodes a BDAT command (RFC 3030, section 2).
   *
   * @param bytes how many bytes of content follow it, not negative
   * @param last whether they end the content
   * @param out the buffer, with room for {@link #MAX_LINE}
   */
  public static void encodeChunk(long bytes, boolean last, ByteBuffer out) {
    put("BDAT ", out);
    put(bytes, out);
    if (last) {
      put(" LAST", out);
    }
    endLine(out);
  }

  /**
   * Checks a whole command line, as {@code encode} does.
   *
   * @throws IllegalArgumentException if {@code encode} would throw one
   */
  public static void check(
      String head, String middle, String tail, long size, int maxBytes, boolean utf8) {
    long bytes = checkedLength(head, 0, utf8);
    bytes += checkedLength(middle, head.length(), utf8);
    bytes += checkedLength(tail, head.length() + middle.length(), utf8);
    bytes += sizeLength(size);
    if (bytes == 0) {
      throw new IllegalArgumentException("A command line must not be empty");
    }
    if (bytes + LINE_END > maxBytes) {
      throw new IllegalArgumentException(
          "A command line has at most " + maxBytes + " bytes, not " + (bytes + LINE_END));
    }
  }

  /** Returns the length of SIZE with this value, in bytes; 0 for {@link #NO_SIZE}. */
  public static int sizeLength(long size) {
    if (size < 0) {
      return 0;
    }
    int digits = 1;
    for (long rest = size / 10; rest > 0; rest /= 10) {
      digits++;
    }
    return SIZE.length() + digits;
  }

  private static void put(long number, ByteBuffer out) {
    if (number >= 10) {
      put(number / 10, out);
    }
    out.put((byte) ('0' + number % 10));
  }

  private static void endLine(ByteBuffer out) {
    out.put((byte) '\r').put((byte) '\n');
  }

  private static void put(String piece, ByteBuffer out) {
    int start = out.position();
    for (int i = 0; i < piece.length(); i++) {
      char c = piece.charAt(i);
      if (c >= 0x80) {
        out.position(start).put(piece.getBytes(StandardCharsets.UTF_8));
        return;
      }
      out.put((byte) c);
    }
  }

  /** Checks each character of a piece and returns its length in bytes. */
  private static long checkedLength(String piece, int index, boolean utf8) {
    long bytes = 0;
    int i = 0;
    while (i < piece.length()) {
      int c = piece.codePointAt(i);
      if (c < ' ' || c >= 0x7F) {
        checkSpecial(c, index + i, utf8);
      }
      bytes += utf8Length(c);
      i += Character.charCount(c);
    }
    return bytes;
  }

  private static void checkSpecial(int c, int index, boolean utf8) {
    boolean forbidden =
        switch (Character.getType(c)) {
          // A surrogate here is unpaired and cannot be encoded.
          case Character.CONTROL,
              Character.SURROGATE,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR ->
              true;
          default -> false;
        };
    if (forbidden || !utf8) {
      throw new IllegalArgumentException(
          "A command line %s U+%04X, which is at index %d"
              .formatted(
                  forbidden ? "must not contain" : "must be ASCII without SMTPUTF8, not",
                  c,
                  index));
    }
  }

  private static int utf8Length(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    return codePoint < 0x800 ? 2 : codePoint < 0x1_0000 ? 3 : 4;
  }
}
