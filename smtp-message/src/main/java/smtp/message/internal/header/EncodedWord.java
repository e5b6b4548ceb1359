package smtp.message.internal.header;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads encoded words (RFC 2047): {@code =?UTF-8?Q?...?=} and {@code =?UTF-8?B?...?=}.
 *
 * <p>Text is cut between characters as a reader sees them, since some readers decode words one by
 * one. The "Q" encoding leaves only those characters as they are that a phrase may hold (section 5,
 * rule 3), so one form is valid in every field.
 */
public final class EncodedWord {

  private static final String B = "=?UTF-8?B?";
  private static final String Q = "=?UTF-8?Q?";
  private static final String END = "?=";
  private static final int OVERHEAD = B.length() + END.length();
  private static final int ZERO_WIDTH_JOINER = 0x200d;
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final String text;
  private final boolean inQ;

  private EncodedWord(String text) {
    this.text = text;
    this.inQ = isShorterInQ(text);
  }

  /** Writes {@code text}, of any characters, as encoded words, with {@code space} before them. */
  public static void write(String space, String text, HeaderWriter out) {
    new EncodedWord(text).write(space, out);
  }

  private void write(String firstSpace, HeaderWriter out) {
    String space = firstSpace;
    for (int from = 0; from < text.length(); space = " ") {
      int to = fit(from, out.room(space) - OVERHEAD, false);
      if (to == from) {
        out.fold();
        to = fit(from, out.room(space) - OVERHEAD, true);
      }
      String part = text.substring(from, to);
      out.encodedWord(space, inQ ? Q + q(part) + END : B + b(part) + END);
      from = to;
    }
  }

  /**
   * Returns where the longest part ends that, encoded, takes at most {@code room} characters.
   *
   * @param cutClusters whether a character that is too long for a line may be cut before its
   *     combining marks
   */
  private int fit(int from, int room, boolean cutClusters) {
    int boundary = from;
    int utf8 = 0;
    int inQLength = 0;
    int at = from;
    for (int previous = -1; at < text.length(); ) {
      int c = text.codePointAt(at);
      if (!continues(previous, c)) {
        boundary = at;
      }
      utf8 += utf8Length(c);
      inQLength += qLength(c);
      if ((inQ ? inQLength : bLength(utf8)) > room) {
        return boundary == from && cutClusters ? at : boundary;
      }
      at += Character.charCount(c);
      previous = c;
    }
    return at;
  }

  /** Returns whether two code points are one character to a reader. */
  private static boolean continues(int previous, int c) {
    if (previous < 0) {
      return false;
    }
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK ->
          true;
      default -> c == ZERO_WIDTH_JOINER || previous == ZERO_WIDTH_JOINER || isEmojiModifier(c);
    };
  }

  private static boolean isEmojiModifier(int c) {
    return c >= 0x1f3fb && c <= 0x1f3ff;
  }

  private static boolean isShorterInQ(String text) {
    long q = text.codePoints().asLongStream().map(c -> qLength((int) c)).sum();
    long utf8 = text.codePoints().asLongStream().map(c -> utf8Length((int) c)).sum();
    return q <= bLength(utf8);
  }

  private static int qLength(int c) {
    return isSafeInQ(c) || c == ' ' ? 1 : 3 * utf8Length(c);
  }

  private static long bLength(long utf8) {
    return (utf8 + 2) / 3 * 4;
  }

  private static int utf8Length(int c) {
    return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  }

  private static boolean isSafeInQ(int c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '!'
        || c == '*'
        || c == '+'
        || c == '-'
        || c == '/';
  }

  private static String b(String part) {
    return Base64.getEncoder().encodeToString(FieldText.utf8(part));
  }

  private static String q(String part) {
    StringBuilder out = new StringBuilder();
    for (byte b : FieldText.utf8(part)) {
      if (b == ' ') {
        out.append('_');
      } else if (isSafeInQ(b)) {
        out.append((char) b);
      } else {
        HEX.toHexDigits(out.append('='), b);
      }
    }
    return out.toString();
  }

  /**
   * Decodes one encoded word.
   *
   * @return the text, or null if {@code word} is not an encoded word, its charset is unknown, or
   *     the text holds CR, LF or NUL
   */
  public static @Nullable String decode(String word) {
    if (!word.startsWith("=?") || !word.endsWith(END)) {
      return null;
    }
    String[] parts = word.split("\\?", 6);
    if (parts.length != 5 || parts[2].length() != 1) {
      return null;
    }
    try {
      String text = new String(bytes(parts[2].charAt(0), parts[3]), charset(parts[1]));
      return FieldText.checked("encoded word", text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** RFC 2231, section 5, adds an asterisk and a language. */
  private static Charset charset(String name) {
    int asterisk = name.indexOf('*');
    return Charset.forName(asterisk < 0 ? name : name.substring(0, asterisk));
  }

  private static byte[] bytes(char encoding, String encoded) {
    return switch (encoding) {
      case 'B', 'b' -> Base64.getDecoder().decode(encoded.getBytes(ISO_8859_1));
      case 'Q', 'q' -> fromQ(encoded.getBytes(US_ASCII));
      default -> throw new IllegalArgumentException("Neither B nor Q: " + encoding);
    };
  }

  private static byte[] fromQ(byte[] encoded) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(encoded.length);
    for (int i = 0; i < encoded.length; i++) {
      if (encoded[i] == '=') {
        if (i + 2 >= encoded.length) {
          throw new IllegalArgumentException("A byte without its two digits");
        }
        out.write(
            HexFormat.fromHexDigit(encoded[i + 1]) << 4 | HexFormat.fromHexDigit(encoded[i + 2]));
        i += 2;
      } else {
        out.write(encoded[i] == '_' ? ' ' : encoded[i]);
      }
    }
    return out.toByteArray();
  }
}
