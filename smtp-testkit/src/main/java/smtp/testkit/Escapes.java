package smtp.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;

/**
 * The backslash escapes of a script.
 *
 * <p>Bytes are held as strings of the characters 0 to 255, one for each byte. Unlike arrays, such
 * strings can be compared and can be components of records.
 */
final class Escapes {
  private Escapes() {}

  /** Returns the bytes that a script's text stands for. What is not an escape is UTF-8. */
  static String decode(String text) {
    var bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); ) {
      if (text.charAt(i) == '\\') {
        i = decodeEscape(text, i + 1, bytes);
      } else {
        int codePoint = text.codePointAt(i);
        bytes.writeBytes(Character.toString(codePoint).getBytes(UTF_8));
        i += Character.charCount(codePoint);
      }
    }
    return bytes.toString(ISO_8859_1);
  }

  private static int decodeEscape(String text, int at, ByteArrayOutputStream bytes) {
    char escape = at < text.length() ? text.charAt(at) : ' ';
    switch (escape) {
      case '0' -> bytes.write(0);
      case 't' -> bytes.write('\t');
      case 'n' -> bytes.write('\n');
      case 'r' -> bytes.write('\r');
      case '\\', '*', '.' -> bytes.write(escape);
      case 'x' -> {
        bytes.write(hexByte(text, at + 1));
        return at + 3;
      }
      default ->
          throw new IllegalArgumentException(
              "a backslash must begin one of \\0 \\t \\n \\r \\xHH \\* \\. \\\\");
    }
    return at + 1;
  }

  private static int hexByte(String text, int at) {
    try {
      return HexFormat.fromHexDigits(text, at, at + 2);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("\\x needs two hexadecimal digits", e);
    }
  }

  /** Returns a printable text that {@link #decode} turns into these bytes. */
  static String encode(String bytes) {
    String text = utf8OrBytes(bytes);
    boolean decoded = text.length() != bytes.length();
    var encoded = new StringBuilder();
    text.codePoints().forEach(c -> encode(c, decoded, encoded));
    if (encoded.length() > 0 && encoded.charAt(encoded.length() - 1) == ' ') {
      // A Java text block strips spaces at the end of a line.
      encoded.replace(encoded.length() - 1, encoded.length(), "\\x20");
    }
    return encoded.toString();
  }

  private static void encode(int c, boolean decoded, StringBuilder encoded) {
    switch (c) {
      case 0 -> encoded.append("\\0");
      case '\t' -> encoded.append("\\t");
      case '\n' -> encoded.append("\\n");
      case '\r' -> encoded.append("\\r");
      case '\\' -> encoded.append("\\\\");
      default -> {
        if (isPlain(c) && (c < 0x80 || decoded)) {
          encoded.appendCodePoint(c);
        } else {
          encodeBytes(c, decoded, encoded);
        }
      }
    }
  }

  private static void encodeBytes(int c, boolean decoded, StringBuilder encoded) {
    byte[] bytes = Character.toString(c).getBytes(decoded ? UTF_8 : ISO_8859_1);
    for (byte value : bytes) {
      encoded.append("\\x").append(HexFormat.of().withUpperCase().toHexDigits(value));
    }
  }

  private static boolean isPlain(int c) {
    return c == ' '
        || switch (Character.getType(c)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.SPACE_SEPARATOR,
              Character.PRIVATE_USE,
              Character.UNASSIGNED ->
              false;
          default -> true;
        };
  }

  /** Returns the bytes decoded as UTF-8, a shorter string unless they are all ASCII. */
  private static String utf8OrBytes(String bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(bytes))).toString();
    } catch (CharacterCodingException e) {
      return bytes;
    }
  }

  static byte[] bytes(String bytes) {
    return bytes.getBytes(ISO_8859_1);
  }

  static String string(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }
}
