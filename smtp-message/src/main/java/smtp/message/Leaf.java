package smtp.message;

import java.io.OutputStream;
import java.util.OptionalLong;
import smtp.api.Content;

/** An entity with a body of its own. */
record Leaf(ContentHeader header, Body body) implements Entity {

  @Override
  public void writeHeader(HeaderWriter out, Form form) {
    header.write(out);
    body.encoding(form).writeHeader(out);
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
    return body.encoding(form).octets();
  }

  @Override
  public boolean has(Form form) {
    return body.has(form);
  }

  @Override
  public boolean repeatable() {
    return body.repeatable();
  }
}
