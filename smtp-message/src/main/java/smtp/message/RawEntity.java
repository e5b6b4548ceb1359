package smtp.message;

import java.io.OutputStream;
import java.util.OptionalLong;
import smtp.api.Content;

/** An entity that is at hand as octets: its header fields, an empty line, and its body. */
record RawEntity(Content content) implements Entity {

  private Content in(Form form) {
    return form.of(content).orElse(content);
  }

  /** The octets bring their own header, behind which {@link Multipart} writes an empty line. */
  @Override
  public boolean bringsHeader() {
    return true;
  }

  @Override
  public void writeHeader(HeaderWriter out, Form form) {}

  @Override
  public void writeBody(OutputStream out, Form form) throws Exception {
    NestedBody.write(in(form), out);
  }

  @Override
  public OptionalLong bodySize(Form form) {
    return in(form).size();
  }

  @Override
  public boolean endsLine(Form form) {
    return true;
  }

  @Override
  public Content.Encoding encoding(Form form) {
    return in(form).encoding();
  }

  @Override
  public boolean has(Form form) {
    return form.of(content).isPresent();
  }

  @Override
  public boolean repeatable() {
    return content.repeatable();
  }
}
