package smtp.message;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;
import smtp.api.Content;

/**
 * A whole message inside another (RFC 2046, section 5.2.1), which no transfer encoding may hide;
 * only one whose header is UTF-8 may be encoded (RFC 6532, section 3.7).
 */
final class NestedBody implements Body {

  private final Content content;

  NestedBody(Content content) {
    this.content = content;
  }

  String mediaType() {
    return content.requiresUtf8() ? "message/global" : "message/rfc822";
  }

  private Content in(Form form) {
    return form.of(content).orElse(content);
  }

  @Override
  public TransferEncoding encoding(Form form) {
    Optional<Content> formed = form.of(content);
    return formed.isEmpty() && content.requiresUtf8()
        ? TransferEncoding.BASE64
        : TransferEncoding.of(formed.orElse(content).encoding());
  }

  @Override
  public void write(OutputStream out, Form form) throws Exception {
    if (encoding(form) == TransferEncoding.BASE64) {
      // What wrap() returns has to be closed for its padding; that must not close the message.
      try (OutputStream encoder = Base64.getMimeEncoder().wrap(new LineEnd(out))) {
        content.writeTo(encoder);
      }
    } else {
      write(in(form), out);
    }
  }

  /**
   * Writes content and, unless it is binary, the line end that its last line may lack: so size()
   * counts it.
   */
  static void write(Content content, OutputStream out) throws Exception {
    if (content.encoding() == Content.Encoding.BINARY) {
      content.writeTo(out);
      return;
    }
    LineEnd whole = new LineEnd(out);
    content.writeTo(whole);
    whole.finish();
  }

  @Override
  public OptionalLong size(Form form) {
    return encoding(form) == TransferEncoding.BASE64 ? OptionalLong.empty() : in(form).size();
  }

  @Override
  public boolean endsLine(Form form) {
    return encoding(form) != TransferEncoding.BASE64;
  }

  @Override
  public boolean has(Form form) {
    return content.requiresUtf8() || form.of(content).isPresent();
  }

  @Override
  public boolean repeatable() {
    return content.repeatable();
  }

  /** Remembers the last octet, and leaves the stream behind it open. */
  private static final class LineEnd extends FilterOutputStream {

    private int last = '\n';

    LineEnd(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int octet) throws IOException {
      out.write(octet);
      last = octet;
    }

    @Override
    public void write(byte[] octets, int offset, int count) throws IOException {
      out.write(octets, offset, count);
      last = count > 0 ? octets[offset + count - 1] : last;
    }

    void finish() throws IOException {
      if (last != '\n') {
        out.write(last == '\r' ? new byte[] {'\n'} : new byte[] {'\r', '\n'});
      }
    }

    @Override
    public void close() {}
  }
}
