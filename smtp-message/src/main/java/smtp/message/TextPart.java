package smtp.message;

import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalLong;
import smtp.api.Content;

/** Text in UTF-8, in whichever transfer encoding suits it. */
final class TextPart implements Entity {

  /** RFC 5322, section 2.1.1. */
  private static final int MAX_LINE = 998;

  private final String mediaType;
  private final byte[] octets;
  private final TransferEncoding inEightBit;
  private final TransferEncoding inSevenBit;

  private TextPart(String mediaType, byte[] octets) {
    this.mediaType = mediaType;
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

  /** Makes a part of text; the last line end may be missing. */
  static TextPart of(String subtype, String text) {
    return new TextPart("text/" + subtype, FieldText.utf8(withoutLastLineEnd(withCrlf(text))));
  }

  private static String withCrlf(String text) {
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

  private static String withoutLastLineEnd(String text) {
    return text.endsWith("\r\n") ? text.substring(0, text.length() - 2) : text;
  }

  private static TransferEncoding shorter(byte[] octets) {
    return QuotedPrintable.size(octets) <= Base64Lines.size(octets.length)
        ? TransferEncoding.QUOTED_PRINTABLE
        : TransferEncoding.BASE64;
  }

  private TransferEncoding in(Form form) {
    return form == Form.EIGHT_BIT ? inEightBit : inSevenBit;
  }

  @Override
  public void writeHeader(HeaderWriter out, Form form) {
    out.begin("Content-Type").word(mediaType + ";").word("charset=utf-8").end();
    in(form).writeHeader(out);
  }

  @Override
  public void writeBody(OutputStream out, Form form) throws IOException {
    in(form).write(octets, out);
  }

  @Override
  public OptionalLong bodySize(Form form) {
    return OptionalLong.of(in(form).size(octets));
  }

  @Override
  public Content.Encoding encoding() {
    return inEightBit == TransferEncoding.EIGHT_BIT
        ? Content.Encoding.EIGHT_BIT
        : Content.Encoding.SEVEN_BIT;
  }

  @Override
  public boolean hasSevenBit() {
    return true;
  }
}
