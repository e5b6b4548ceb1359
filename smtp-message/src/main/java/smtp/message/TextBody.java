package smtp.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalLong;

/** Text in UTF-8 with CRLF line ends, in whichever transfer encoding suits it. */
final class TextBody implements Body {

  /** RFC 5322, section 2.1.1. */
  private static final int MAX_LINE = 998;

  private final byte[] octets;
  private final TransferEncoding inEightBit;
  private final TransferEncoding inSevenBit;

  private TextBody(byte[] octets) {
    this.octets = octets;
    boolean ascii = true;
    boolean lines = true;
    int lineStart = 0;
    for (int i = 0; i < octets.length; i++) {
      ascii &= octets[i] >= 0;
      lines &= octets[i] != 0 && i - lineStart < MAX_LINE + 2;
      lineStart = octets[i] == '\n' ? i + 1 : lineStart;
    }
    lines &= octets.length - lineStart <= MAX_LINE;
    inSevenBit = ascii && lines ? TransferEncoding.SEVEN_BIT : shorter(octets);
    inEightBit = lines && !ascii ? TransferEncoding.EIGHT_BIT : inSevenBit;
  }

  static TextBody of(String text) {
    return new TextBody(FieldText.utf8(withCrlf(text)));
  }

  private static String withCrlf(String text) {
    if (isCrlf(text)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + text.length() / 32);
    int copied = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\r' || c == '\n') {
        out.append(text, copied, i).append("\r\n");
        i += c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n' ? 1 : 0;
        copied = i + 1;
      }
    }
    return out.append(text, copied, text.length()).toString();
  }

  private static boolean isCrlf(String text) {
    int lf = text.indexOf('\n');
    int cr = text.indexOf('\r');
    while (lf > 0 && cr == lf - 1) {
      cr = text.indexOf('\r', lf);
      lf = text.indexOf('\n', lf + 1);
    }
    return cr < 0 && lf < 0;
  }

  private static TransferEncoding shorter(byte[] octets) {
    return QuotedPrintable.size(octets) <= Base64Lines.size(octets.length)
        ? TransferEncoding.QUOTED_PRINTABLE
        : TransferEncoding.BASE64;
  }

  /** Tells whether {@code text} occurs, which as a boundary it must not. */
  boolean contains(String text) {
    return new String(octets, UTF_8).contains(text);
  }

  @Override
  public TransferEncoding encoding(Form form) {
    return form == Form.SEVEN_BIT ? inSevenBit : inEightBit;
  }

  @Override
  public void write(OutputStream out, Form form) throws IOException {
    encoding(form).write(octets, out);
  }

  @Override
  public OptionalLong size(Form form) {
    return OptionalLong.of(encoding(form).size(octets));
  }

  @Override
  public boolean endsLine(Form form) {
    return octets.length > 0
        && octets[octets.length - 1] == '\n'
        && encoding(form) != TransferEncoding.BASE64;
  }
}
