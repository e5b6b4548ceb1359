package smtp.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalLong;

/** Octets of any kind, in base64 and in constant memory. */
final class StreamBody implements Body {

  private final Part.Source source;
  private final OptionalLong length;

  StreamBody(Part.Source source, OptionalLong length) {
    this.source = source;
    this.length = length;
  }

  @Override
  public TransferEncoding encoding(Form form) {
    return TransferEncoding.BASE64;
  }

  @Override
  public void write(OutputStream out, Form form) throws IOException {
    try (InputStream in = source.open()) {
      long written = Base64Lines.write(in, out);
      if (length.isPresent() && length.getAsLong() != written) {
        throw new IOException(
            "A part of the message had %d octets when it was made and has %d now"
                .formatted(length.getAsLong(), written));
      }
    }
  }

  @Override
  public OptionalLong size(Form form) {
    return length.isPresent() ? OptionalLong.of(Base64Lines.size(length.getAsLong())) : length;
  }

  @Override
  public boolean endsLine(Form form) {
    return false;
  }
}
