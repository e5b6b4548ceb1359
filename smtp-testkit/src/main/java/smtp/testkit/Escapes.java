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
 * <p>Octets are held as strings of characters 0 to 255, one an octet: such strings can be compared
 * and be components of records.
 */
final class Escapes {
  private Escapes() {}

  /** The octets that a text of a script stands for; what is not an escape is UTF-8. */
  static String decode(String text) {
    var octets = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); ) {
      if (text.charAt(i) == '\\') {
        i = decodeEscape(text, i + 1, octets);
      } else {
        int codePoint = text.codePointAt(i);
        octets.writeBytes(Character.toString(codePoint).getBytes(UTF_8));
        i += Character.charCount(codePoint);
      }
    }
    return octets.toString(ISO_8859_1);
  }

  private static int decodeEscape(String text, int at, ByteArrayOutputStream octets) {
    char escape = at < text.length() ? text.charAt(at) : ' ';
    switch (escape) {
      case '0' -> octets.write(0);
      case 't' -> octets.write('\t');
      case 'n' -> octets.write('\n');
      case 'r' -> octets.write('\r');
      case '\\', '*', '.' -> octets.write(escape);
      case 'x' -> {
        octets.write(hexOctet(text, at + 1));
        return at + 3;
      }
      default ->
          throw new IllegalArgumentException(
              "a backslash must begin one of \\0 \\t \\n \\r \\xHH \\* \\. \\\\");
    }
    return at + 1;
  }

  private static int hexOctet(String text, int at) {
    try {
      return HexFormat.fromHexDigits(text, at, at + 2);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("\\x needs two hexadecimal digits", e);
    }
  }

  /** A text that {@link #decode} turns into these octets, and that is safe to print. */
  static String encode(String octets) {
    String text = utf8OrOctets(octets);
    boolean decoded = text.length() != octets.length();
    var encoded = new StringBuilder();
    text.codePoints().forEach(c -> encode(c, decoded, encoded));
    if (encoded.length() > 0 && encoded.charAt(encoded.length() - 1) == ' ') {
      // A Java text block strips blanks at the end of a line.
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
          encodeOctets(c, decoded, encoded);
        }
      }
    }
  }

  private static void encodeOctets(int c, boolean decoded, StringBuilder encoded) {
    byte[] octets = Character.toString(c).getBytes(decoded ? UTF_8 : ISO_8859_1);
    for (byte octet : octets) {
      encoded.append("\\x").append(HexFormat.of().withUpperCase().toHexDigits(octet));
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

  /** The octets read as UTF-8, which makes a shorter string of them unless they are ASCII. */
  private static String utf8OrOctets(String octets) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(octets))).toString();
    } catch (CharacterCodingException e) {
      return octets;
    }
  }

  static byte[] bytes(String octets) {
    return octets.getBytes(ISO_8859_1);
  }

  static String octets(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }
}
