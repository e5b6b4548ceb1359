package smtp.message.internal.body;

import java.io.OutputStream;
import java.util.OptionalLong;
import java.util.stream.Stream;
import smtp.api.Content;
import smtp.message.internal.encoding.CrlfLines;
import smtp.message.internal.encoding.Form;
import smtp.message.internal.header.HeaderWriter;

/** An entity that is given as bytes: its header fields, an empty line, and its body. */
public record RawEntity(Content content) implements Entity {

  private Content in(Form form) {
    return form.of(content).orElse(content);
  }

  /** The bytes begin with them, so {@link Multipart} writes no header fields and no empty line. */
  @Override
  public boolean bringsHeader() {
    return true;
  }

  @Override
  public void writeHeader(HeaderWriter out, Form form) {}

  @Override
  public void writeBody(OutputStream out, Form form) throws Exception {
    CrlfLines.write(in(form), out);
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
  public Stream<String> obstacles(Form form) {
    return form.obstacles(content);
  }

  @Override
  public boolean requiresUtf8() {
    return content.requiresUtf8();
  }

  @Override
  public boolean repeatable() {
    return content.repeatable();
  }
}
