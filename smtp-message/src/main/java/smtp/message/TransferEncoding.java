package smtp.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import smtp.api.Content;

/** The content transfer encodings (RFC 2045, section 6). */
enum TransferEncoding {
  SEVEN_BIT("7bit"),
  EIGHT_BIT("8bit"),
  BINARY("binary"),
  QUOTED_PRINTABLE("quoted-printable"),
  BASE64("base64");

  private final String token;

  TransferEncoding(String token) {
    this.token = token;
  }

  /** Returns the encoding that is none, for octets of a kind. */
  static TransferEncoding of(Content.Encoding octets) {
    return switch (octets) {
      case SEVEN_BIT -> SEVEN_BIT;
      case EIGHT_BIT -> EIGHT_BIT;
      case BINARY -> BINARY;
    };
  }

  /** Returns what encoded octets are. */
  Content.Encoding octets() {
    return switch (this) {
      case SEVEN_BIT, QUOTED_PRINTABLE, BASE64 -> Content.Encoding.SEVEN_BIT;
      case EIGHT_BIT -> Content.Encoding.EIGHT_BIT;
      case BINARY -> Content.Encoding.BINARY;
    };
  }

  void writeHeader(HeaderWriter out) {
    out.begin("Content-Transfer-Encoding").word(token).end();
  }

  void write(byte[] octets, OutputStream out) throws IOException {
    switch (this) {
      case SEVEN_BIT, EIGHT_BIT, BINARY -> out.write(octets);
      case QUOTED_PRINTABLE -> QuotedPrintable.write(octets, out);
      case BASE64 -> Base64Lines.write(new ByteArrayInputStream(octets), out);
    }
  }

  long size(byte[] octets) {
    return switch (this) {
      case SEVEN_BIT, EIGHT_BIT, BINARY -> octets.length;
      case QUOTED_PRINTABLE -> QuotedPrintable.size(octets);
      case BASE64 -> Base64Lines.size(octets.length);
    };
  }
}
