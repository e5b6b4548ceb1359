package smtp.message.internal.encoding;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import smtp.api.Content;

/** The content transfer encodings of MIME (RFC 2045, section 6). */
public enum TransferEncoding {
  SEVEN_BIT("7bit"),
  EIGHT_BIT("8bit"),
  BINARY("binary"),
  QUOTED_PRINTABLE("quoted-printable"),
  BASE64("base64");

  /** The field that names the encoding. */
  public static final String FIELD = "Content-Transfer-Encoding";

  private final String token;

  TransferEncoding(String token) {
    this.token = token;
  }

  /** Returns the encoding that leaves bytes as they are. */
  public static TransferEncoding of(Content.Encoding bytes) {
    return switch (bytes) {
      case SEVEN_BIT -> SEVEN_BIT;
      case EIGHT_BIT -> EIGHT_BIT;
      case BINARY -> BINARY;
    };
  }

  /** Returns what encoded bytes are. */
  public Content.Encoding encoded() {
    return switch (this) {
      case SEVEN_BIT, QUOTED_PRINTABLE, BASE64 -> Content.Encoding.SEVEN_BIT;
      case EIGHT_BIT -> Content.Encoding.EIGHT_BIT;
      case BINARY -> Content.Encoding.BINARY;
    };
  }

  /** Returns the name of the encoding, as Content-Transfer-Encoding has it. */
  public String token() {
    return token;
  }

  /** Writes bytes encoded. */
  public void write(byte[] bytes, OutputStream out) throws IOException {
    switch (this) {
      case SEVEN_BIT, EIGHT_BIT, BINARY -> out.write(bytes);
      case QUOTED_PRINTABLE -> QuotedPrintable.write(bytes, out);
      case BASE64 -> Base64Lines.write(new ByteArrayInputStream(bytes), out);
    }
  }

  /** Returns how many bytes there are when encoded. */
  public long size(byte[] bytes) {
    return switch (this) {
      case SEVEN_BIT, EIGHT_BIT, BINARY -> bytes.length;
      case QUOTED_PRINTABLE -> QuotedPrintable.size(bytes);
      case BASE64 -> Base64Lines.size(bytes.length);
    };
  }
}
