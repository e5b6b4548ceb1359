package smtp.testkit.sink;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decodes what MIME encodes. What cannot be decoded stays as it is. */
final class Decoding {

  private static final Pattern WORD =
      Pattern.compile("=\\?([^?*]+)(?:\\*[^?]*)?\\?([BbQq])\\?([^?]*)\\?=");

  /** White space between two encoded words belongs to neither. */
  private static final Pattern BETWEEN = Pattern.compile("(?<=\\?=)\\s+(?==\\?)");

  private Decoding() {}

  /** Decodes encoded words (RFC 2047). Two in a row of one charset may share a character. */
  static String words(String field) {
    String text = BETWEEN.matcher(field).replaceAll("");
    Matcher word = WORD.matcher(text);
    StringBuilder out = new StringBuilder();
    ByteArrayOutputStream run = new ByteArrayOutputStream();
    String charset = "";
    int end = 0;
    while (word.find()) {
      if (word.start() != end || !word.group(1).equalsIgnoreCase(charset)) {
        out.append(taken(run, charset)).append(text, end, word.start());
      }
      charset = word.group(1);
      run.writeBytes(bytes(word.group(2), word.group(3)));
      end = word.end();
    }
    return out.append(taken(run, charset)).append(text, end, text.length()).toString();
  }

  private static byte[] bytes(String encoding, String text) {
    byte[] ascii = text.getBytes(StandardCharsets.ISO_8859_1);
    return encoding.equalsIgnoreCase("B")
        ? base64(ascii)
        : quotedPrintable(text.replace('_', ' ').getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String taken(ByteArrayOutputStream run, String charset) {
    String text = run.size() == 0 ? "" : run.toString(charset(charset));
    run.reset();
    return text;
  }

  private static Charset charset(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalArgumentException e) {
      return StandardCharsets.ISO_8859_1;
    }
  }

  /** Decodes a parameter in the form {@code charset'language'text} (RFC 2231). */
  static String extended(String value) {
    String[] parts = value.split("'", 3);
    if (parts.length < 3) {
      return value;
    }
    byte[] bytes = parts[2].replace('%', '=').getBytes(StandardCharsets.ISO_8859_1);
    return new String(quotedPrintable(bytes), charset(parts[0]));
  }

  /** Decodes a body by its Content-Transfer-Encoding. */
  static byte[] transfer(String encoding, byte[] body) {
    return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
      case "base64" -> base64(body);
      case "quoted-printable" -> quotedPrintable(body);
      default -> body;
    };
  }

  private static byte[] base64(byte[] text) {
    try {
      return Base64.getMimeDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private static byte[] quotedPrintable(byte[] text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length);
    for (int i = 0; i < text.length; i++) {
      if (text[i] != '=') {
        out.write(text[i]);
        continue;
      }
      int value = i + 2 < text.length ? hex(text[i + 1]) * 16 + hex(text[i + 2]) : -1;
      boolean isSoftBreak = i + 2 < text.length && text[i + 1] == '\r' && text[i + 2] == '\n';
      if (isSoftBreak) {
        i += 2;
      } else if (value >= 0) {
        out.write(value);
        i += 2;
      } else {
        out.write('=');
      }
    }
    return out.toByteArray();
  }

  /** Returns the value of a digit; far below zero if it is none. */
  private static int hex(byte digit) {
    int value = Character.digit(digit, 16);
    return value < 0 ? -1000 : value;
  }
}
