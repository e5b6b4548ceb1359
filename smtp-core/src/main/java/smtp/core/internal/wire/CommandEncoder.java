package smtp.core.internal.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Encodes command lines. Every command goes through here, so that none can hold a second one: not
 * an octet below 0x20 and no 0x7F leaves (RFC 5321, section 4.1.2, wants them in no command
 * either), nor a line end of Unicode.
 *
 * <p>Messages of exceptions name a character and its index and never quote the line, which may hold
 * a secret.
 */
public final class CommandEncoder {

  /** The longest command line in octets, with its CRLF (RFC 5321, section 4.5.3.1.4). */
  public static final int MAX_LINE = 512;

  private static final int LINE_END = 2;

  private CommandEncoder() {}

  /**
   * Checks a whole command line, then puts it and CRLF into a buffer.
   *
   * @param line the command without its line end
   * @param maxOctets the longest line in octets, with its line end: {@link #MAX_LINE} or what
   *     extensions made of it
   * @param utf8 whether characters beyond ASCII may go out, as UTF-8 (RFC 6531, section 3.1)
   * @param out takes the octets; has room for {@code maxOctets}
   * @throws IllegalArgumentException if the line is empty or too long, or holds a character that
   *     must not go out; nothing was put then
   */
  public static void encode(String line, int maxOctets, boolean utf8, ByteBuffer out) {
    long octets = check(line, maxOctets, utf8);
    if (octets == line.length()) {
      putAscii(line, out);
    } else {
      out.put(line.getBytes(StandardCharsets.UTF_8));
    }
    out.put((byte) '\r').put((byte) '\n');
  }

  /**
   * Checks a whole command line, as {@link #encode} does.
   *
   * @return how many octets it takes, without its line end
   * @throws IllegalArgumentException if {@link #encode} would throw it
   */
  public static long check(String line, int maxOctets, boolean utf8) {
    long octets = checkedOctets(line, utf8);
    if (octets == 0) {
      throw new IllegalArgumentException("A command line is not empty");
    }
    if (octets + LINE_END > maxOctets) {
      throw new IllegalArgumentException(
          "A command line has at most " + maxOctets + " octets, not " + (octets + LINE_END));
    }
    return octets;
  }

  private static void putAscii(String line, ByteBuffer out) {
    for (int i = 0; i < line.length(); i++) {
      out.put((byte) line.charAt(i));
    }
  }

  /** Checks each character and returns how many octets they take. */
  private static long checkedOctets(String line, boolean utf8) {
    long octets = 0;
    int i = 0;
    while (i < line.length()) {
      int c = line.codePointAt(i);
      if (c < ' ' || c >= 0x7F) {
        checkSpecial(c, i, utf8);
      }
      octets += octets(c);
      i += Character.charCount(c);
    }
    return octets;
  }

  private static void checkSpecial(int c, int index, boolean utf8) {
    boolean forbidden =
        switch (Character.getType(c)) {
          // A surrogate here has lost its other half and cannot be encoded.
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
              .formatted(forbidden ? "must not hold" : "without SMTPUTF8 is ASCII, not", c, index));
    }
  }

  private static int octets(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    return codePoint < 0x800 ? 2 : codePoint < 0x1_0000 ? 3 : 4;
  }
}
