package smtp.message.internal.body;

import java.io.OutputStream;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import smtp.api.Content;
import smtp.message.internal.encoding.Base64Lines;
import smtp.message.internal.encoding.CrlfLines;
import smtp.message.internal.encoding.Form;
import smtp.message.internal.encoding.TransferEncoding;
import smtp.message.internal.header.MediaType;

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
  public MediaType mediaType() {
    return new MediaType(content.requiresUtf8() ? "message/global" : "message/rfc822", Map.of());
  }

  @Override
  public MediaType typed(MediaType type) {
    if (!type.equals(mediaType())) {
      throw new IllegalStateException("The media type of a message cannot be changed");
    }
    return type;
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
      try (OutputStream encoder = Base64.getMimeEncoder().wrap(new CrlfLines(out))) {
        CrlfLines.write(content, encoder);
      }
    } else {
      CrlfLines.write(in(form), out);
    }
  }

  @Override
  public OptionalLong size(Form form) {
    boolean base64 = encoding(form) == TransferEncoding.BASE64;
    OptionalLong size = base64 ? content.size() : in(form).size();
    return base64 && size.isPresent() ? OptionalLong.of(Base64Lines.size(size.getAsLong())) : size;
  }

  @Override
  public boolean endsLine(Form form) {
    return encoding(form) != TransferEncoding.BASE64;
  }

  @Override
  public Stream<String> obstacles(Form form) {
    return content.requiresUtf8() ? Stream.of() : form.obstacles(content);
  }

  @Override
  public boolean repeatable() {
    return content.repeatable();
  }
}
