package smtp.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalLong;

/**
 * Octets of any kind, in constant memory.
 *
 * @param binary whether the binary form has them as they are; all others have them in base64
 */
record StreamBody(Part.Source source, OptionalLong length, boolean binary) implements Body {

  @Override
  public TransferEncoding encoding(Form form) {
    return isBinary(form) ? TransferEncoding.BINARY : TransferEncoding.BASE64;
  }

  private boolean isBinary(Form form) {
    return binary && form == Form.BINARY;
  }

  @Override
  public void write(OutputStream out, Form form) throws IOException {
    try (InputStream in = source.open()) {
      long written = isBinary(form) ? in.transferTo(out) : Base64Lines.write(in, out);
      if (length.isPresent() && length.getAsLong() != written) {
        throw new IOException(
            "A part of the message had %d octets when it was made and has %d now"
                .formatted(length.getAsLong(), written));
      }
    }
  }

  @Override
  public OptionalLong size(Form form) {
    return length.isEmpty() || isBinary(form)
        ? length
        : OptionalLong.of(Base64Lines.size(length.getAsLong()));
  }

  /** A line end behind octets that are not encoded would be one of them. */
  @Override
  public boolean endsLine(Form form) {
    return isBinary(form);
  }
}
