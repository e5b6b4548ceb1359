package smtp.message.internal.body;

import java.io.OutputStream;
import java.util.OptionalLong;
import java.util.stream.Stream;
import smtp.api.Content;
import smtp.message.internal.encoding.Form;
import smtp.message.internal.encoding.TransferEncoding;
import smtp.message.internal.header.ContentHeader;
import smtp.message.internal.header.HeaderWriter;

/**
 * An entity that is not multipart. However its media type was set, it is one that the body can
 * have: {@link Body#typed}.
 */
public record Leaf(ContentHeader header, Body body) implements Entity {

  /** Throws as {@link Body#typed} does. */
  public Leaf {
    header = header.withMediaType(body.typed(header.mediaType()));
  }

  @Override
  public void writeHeader(HeaderWriter out, Form form) {
    header.write(out);
    out.begin(TransferEncoding.FIELD).word(body.encoding(form).token()).end();
  }

  @Override
  public void writeBody(OutputStream out, Form form) throws Exception {
    body.write(out, form);
  }

  @Override
  public OptionalLong bodySize(Form form) {
    return body.size(form);
  }

  @Override
  public boolean endsLine(Form form) {
    return body.endsLine(form);
  }

  @Override
  public Content.Encoding encoding(Form form) {
    return body.encoding(form).encoded();
  }

  @Override
  public Stream<String> obstacles(Form form) {
    return body.obstacles(form);
  }

  @Override
  public boolean repeatable() {
    return body.repeatable();
  }
}
