package smtp.core.internal.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * The syntax of one line of a reply, without its end (RFC 5321, section 4.2).
 *
 * <pre>
 * line = code [ ( SP / "-" ) text ]
 * code = %x32-35 2DIGIT
 * </pre>
 */
final class ReplyLine {

  static final int CODE_LENGTH = 3;

  static final int HEAD_LENGTH = CODE_LENGTH + 1;

  private ReplyLine() {}

  /** Returns the end of the line in {@code [from, to)} without a last CR. */
  static int withoutCr(byte[] bytes, int from, int to) {
    return to > from && bytes[to - 1] == '\r' ? to - 1 : to;
  }

  /** Returns whether a line may begin with {@code [from, to)}. */
  static boolean mayBegin(byte[] bytes, int from, int to) {
    int length = to - from;
    return (length < 1 || (bytes[from] >= '2' && bytes[from] <= '5'))
        && (length < 2 || isDigit(bytes[from + 1]))
        && (length < 3 || isDigit(bytes[from + 2]))
        && (length < 4 || isSeparator(bytes[from + 3]));
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static boolean isSeparator(byte b) {
    return b == ' ' || b == '-';
  }

  /** Returns whether {@code [from, to)} is a valid line. */
  static boolean isLine(byte[] bytes, int from, int to) {
    return to - from >= CODE_LENGTH && mayBegin(bytes, from, to);
  }

  /** Returns the code of a line. */
  static int code(byte[] bytes, int from) {
    return 100 * (bytes[from] - '0') + 10 * (bytes[from + 1] - '0') + (bytes[from + 2] - '0');
  }

  /** Returns whether another line follows this one. */
  static boolean isContinued(byte[] bytes, int from, int to) {
    return to - from >= HEAD_LENGTH && bytes[from + CODE_LENGTH] == '-';
  }

  /** Decodes the text of a line. */
  static String text(byte[] bytes, int from, int to) {
    int start = Math.min(from + HEAD_LENGTH, to);
    return Swar.isPlain(bytes, start, to)
        ? new String(bytes, start, to - start, ISO_8859_1)
        // A Reply has no CR, as it would end a line when it is printed.
        : decode(bytes, start, to - start).replace('\r', ' ');
  }

  private static String decode(byte[] bytes, int offset, int length) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length)).toString();
    } catch (CharacterCodingException notUtf8) {
      // It is an older charset; ISO 8859-1 can decode any byte.
      return new String(bytes, offset, length, ISO_8859_1);
    }
  }
}
