package smtp.message.internal.body;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;
import smtp.api.Content;
import smtp.message.internal.encoding.Form;
import smtp.message.internal.encoding.TransferEncoding;

/**
 * A whole message inside another (RFC 2046, section 5.2.1). It must not have a transfer encoding,
 * unless its header is UTF-8 (RFC 6532, section 3.7).
 */
public final class NestedBody implements Body {

  private final Content content;

  /** Makes a body of a message. */
  public NestedBody(Content content) {
    this.content = content;
  }

  /** Returns the media type of the message. */
  public String mediaType() {
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
      // The encoder writes its padding when it is closed, which must not close the message.
      try (OutputStream encoder = Base64.getMimeEncoder().wrap(new LineEnd(out))) {
        content.writeTo(encoder);
      }
    } else {
      write(in(form), out);
    }
  }

  /**
   * Writes content. Unless it is binary, a line end is added if its last line has none: {@link
   * Content#size()} counts it.
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

  /** Remembers the last byte, and never closes the stream that it writes to. */
  private static final class LineEnd extends FilterOutputStream {

    private int last = '\n';

    LineEnd(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      last = b;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
      out.write(bytes, offset, count);
      last = count > 0 ? bytes[offset + count - 1] : last;
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
