package smtp.api;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The xtext encoding: {@code xtext = *( xchar / "+" 2(hex digits) )} (RFC 3461, section 4). */
final class Xtext {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Xtext() {}

  /** Encodes the UTF-8 octets of {@code text}. */
  static String encode(String text) {
    StringBuilder out = new StringBuilder(text.length() + 8);
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      if (octet > 0x20 && octet < 0x7f && octet != '+' && octet != '=') {
        out.append((char) octet);
      } else {
        HEX.toHexDigits(out.append('+'), octet);
      }
    }
    return out.toString();
  }
}
