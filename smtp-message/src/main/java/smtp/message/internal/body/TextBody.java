package smtp.message.internal.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalLong;
import smtp.message.internal.encoding.Base64Lines;
import smtp.message.internal.encoding.Form;
import smtp.message.internal.encoding.QuotedPrintable;
import smtp.message.internal.encoding.TransferEncoding;
import smtp.message.internal.header.FieldText;
import smtp.message.internal.header.MediaType;

/** Text in UTF-8 with CRLF line ends, in the transfer encoding that suits it best. */
public final class TextBody implements Body {

  /** RFC 5322, section 2.1.1. */
  private static final int MAX_LINE = 998;

  private final byte[] utf8;
  private final TransferEncoding inEightBit;
  private final TransferEncoding inSevenBit;

  private TextBody(byte[] utf8) {
    this.utf8 = utf8;
    boolean ascii = true;
    boolean lines = true;
    int lineStart = 0;
    for (int i = 0; i < utf8.length; i++) {
      ascii &= utf8[i] >= 0;
      lines &= utf8[i] != 0 && i - lineStart < MAX_LINE + 2;
      lineStart = utf8[i] == '\n' ? i + 1 : lineStart;
    }
    lines &= utf8.length - lineStart <= MAX_LINE;
    inSevenBit = ascii && lines ? TransferEncoding.SEVEN_BIT : shorter(utf8);
    inEightBit = lines && !ascii ? TransferEncoding.EIGHT_BIT : inSevenBit;
  }

  private TextBody(byte[] utf8, TransferEncoding inEightBit, TransferEncoding inSevenBit) {
    this.utf8 = utf8;
    this.inEightBit = inEightBit;
    this.inSevenBit = inSevenBit;
  }

  /**
   * Makes a body of text, whose lines may end with CRLF, CR or LF.
   *
   * @throws IllegalArgumentException if the text holds half of a surrogate pair
   */
  public static TextBody of(String text) {
    return new TextBody(FieldText.utf8(withCrlf(FieldText.checkedCharacters("text", text))));
  }

  /** Returns the same text, which has a transfer encoding in every form. */
  public TextBody in(TransferEncoding encoding) {
    return new TextBody(utf8, encoding, encoding);
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

  private static TransferEncoding shorter(byte[] utf8) {
    return QuotedPrintable.size(utf8) <= Base64Lines.size(utf8.length)
        ? TransferEncoding.QUOTED_PRINTABLE
        : TransferEncoding.BASE64;
  }

  /** Returns whether {@code text} occurs, so that it cannot be a boundary. */
  boolean contains(String text) {
    return new String(utf8, UTF_8).contains(text);
  }

  /** The bytes are UTF-8, so the type says so. */
  @Override
  public MediaType typed(MediaType type) {
    if (!type.is("text/")) {
      throw FieldText.invalid("media type", "not one of text", type.type());
    }
    return type.with("charset", "utf-8");
  }

  @Override
  public TransferEncoding encoding(Form form) {
    return form == Form.SEVEN_BIT ? inSevenBit : inEightBit;
  }

  @Override
  public void write(OutputStream out, Form form) throws IOException {
    encoding(form).write(utf8, out);
  }

  @Override
  public OptionalLong size(Form form) {
    return OptionalLong.of(encoding(form).size(utf8));
  }

  @Override
  public boolean endsLine(Form form) {
    return utf8.length > 0
        && utf8[utf8.length - 1] == '\n'
        && encoding(form) != TransferEncoding.BASE64;
  }
}
