package smtp.api;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The encodings of parameters whose values may hold any text.
 *
 * <pre>
 * xtext            = *( xchar / "+" 2(hex digits) )            (RFC 3461, section 4)
 * utf-8-addr-xtext = 1*( QCHAR / "\x{" 2*6(hex digits) "}" )   (RFC 6533, section 3)
 * </pre>
 */
final class Xtext {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Xtext() {}

  /** Encodes the UTF-8 bytes of {@code text}. */
  static String encode(String text) {
    StringBuilder out = new StringBuilder(text.length() + 8);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b > 0x20 && b < 0x7f && b != '+' && b != '=') {
        out.append((char) b);
      } else {
        HEX.toHexDigits(out.append('+'), b);
      }
    }
    return out.toString();
  }

  /** Encodes an address as {@code utf-8-addr-xtext}, which is ASCII. */
  static String unicode(String address) {
    StringBuilder out = new StringBuilder(address.length() + 16);
    address.codePoints().forEach(c -> appendUnicode(c, out));
    return out.toString();
  }

  private static void appendUnicode(int c, StringBuilder out) {
    if (c > 0x20 && c < 0x7f && "+=\\".indexOf(c) < 0) {
      out.append((char) c);
    } else {
      String hex = Integer.toHexString(c).toUpperCase(Locale.ROOT);
      out.append("\\x{").append(hex).append('}');
    }
  }
}
