package smtp.message.corpus;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Locale;

/** A body that is not composite: its transfer encoding, and its bytes, one character for each. */
enum LeafKind {
  ASCII("", "Hello\r\nthere\r\n"),
  EMPTY("", ""),
  DECLARED_7BIT("7bit", "Hello\r\n\r\nthere"),
  DECLARED_8BIT("8bit", "all of it ASCII\r\n"),
  DECLARED_BINARY("binary", "all of it ASCII, in lines\r\n"),
  DELICATE("7bit", "From here\r\n.\r\n..\r\n  blanks  \r\n\t\r\n-- \r\n--no boundary\r\n=41\r\n"),
  QUOTED_PRINTABLE("quoted-printable", "Gr=C3=BC=C3=9Fe=20\r\nsoft=\r\n break\r\n"),
  BASE64("base64", Base64.getMimeEncoder().encodeToString(allBytes()) + "\r\n"),
  UNKNOWN_ENCODING("x-uuencode", "begin 644 a\r\n#0V%T\r\n`\r\nend\r\n"),
  UTF8("8bit", utf8("Grüße, 日本\r\n")),
  UTF8_IN_CAPITALS("8BIT", utf8("Grüße \r\n=\r\n.\r\n")),
  LATIN1("8bit", "Gr\u00fc\u00dfe\r\n"),
  UNDECLARED_8BIT("", utf8("ohne Erklärung\r\nzwei")),
  LONG_LINE("7bit", "x".repeat(1200) + "\r\nshort\r\n"),
  LONG_8BIT_LINE("8bit", "\u00e9".repeat(1_200)),
  NUL("", "a\0b\r\n"),
  DATA("binary", new String(allBytes(), ISO_8859_1) + "\n.\r\n.\r\n\r\r\n\n\r\0"),
  BARE_LINE_ENDS("Binary", "a\nb\rc\r\nd");

  final String encoding;
  final String body;

  LeafKind(String encoding, String body) {
    this.encoding = encoding;
    this.body = body;
  }

  private static String utf8(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  private static byte[] allBytes() {
    byte[] bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }

  /** Returns the field that declares the encoding, or nothing. */
  String declaration() {
    return encoding.isEmpty() ? "" : "Content-Transfer-Encoding: " + encoding + "\r\n";
  }

  /** Returns what a composite type declares that has such a part. */
  String declarationAround() {
    String lower = encoding.toLowerCase(Locale.ROOT);
    return lower.equals("8bit") || lower.equals("binary") ? declaration() : "";
  }

  boolean isBinary() {
    return encoding.equalsIgnoreCase("binary") && this != DECLARED_BINARY;
  }

  /** Returns whether no server has to offer anything for the bytes. */
  boolean fitsSevenBit() {
    return fitsEightBit() && body.chars().allMatch(c -> c < 0x80);
  }

  /** Returns whether the bytes are lines. */
  boolean fitsEightBit() {
    return !isBinary() && this != NUL && body.lines().allMatch(line -> line.length() <= 998);
  }
}
