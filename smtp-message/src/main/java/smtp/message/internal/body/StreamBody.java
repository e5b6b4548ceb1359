package smtp.message.internal.body;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalLong;
import smtp.message.internal.encoding.Base64Lines;
import smtp.message.internal.encoding.ByteSource;
import smtp.message.internal.encoding.Form;
import smtp.message.internal.encoding.TransferEncoding;
import smtp.message.internal.header.FieldText;
import smtp.message.internal.header.MediaType;

/**
 * Any bytes, read from their source each time and written in constant memory.
 *
 * @param length the number of bytes, if it is known
 * @param binary whether the binary form has them as they are; all other forms have base64
 */
public record StreamBody(ByteSource source, OptionalLong length, boolean binary) implements Body {

  /** Composite types cannot be encoded (RFC 2045, section 6.4). */
  @Override
  public MediaType typed(MediaType type) {
    if (type.is("multipart/") || type.is("message/")) {
      throw FieldText.invalid("media type", "only for parts from message() or raw()", type.type());
    }
    return type;
  }

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
            "A part of the message had %d bytes when it was made and has %d now"
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

  /** A line end after bytes that are not encoded would be part of them. */
  @Override
  public boolean endsLine(Form form) {
    return isBinary(form);
  }
}
