package smtp.message.internal.body;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import smtp.api.Content;
import smtp.message.internal.encoding.Form;
import smtp.message.internal.header.HeaderField;
import smtp.message.internal.header.HeaderWriter;

/** The content of a message that was built, in one of its forms. */
public final class MessageContent implements Content {

  private static final byte[] CRLF = "\r\n".getBytes(StandardCharsets.US_ASCII);

  private final List<HeaderField> fields;
  private final Entity body;
  private final Form form;
  private final boolean requiresUtf8;
  private final byte[] header;

  private MessageContent(List<HeaderField> fields, Entity body, Form form) {
    this.fields = fields;
    this.body = body;
    this.form = form;
    this.requiresUtf8 = body.requiresUtf8() || fields.stream().anyMatch(HeaderField::requiresUtf8);
    this.header = header();
  }

  /** Returns the form in which the least is encoded; it knows the others. */
  public static Content of(List<HeaderField> fields, Entity body) {
    List<HeaderField> visible = fields.stream().filter(field -> !field.isBlind()).toList();
    return new MessageContent(visible, body, Form.BINARY);
  }

  /** Returns the form in which the least is encoded, with the fields that are never sent. */
  public static Content draft(List<HeaderField> fields, Entity body) {
    return new MessageContent(fields, body, Form.BINARY);
  }

  private byte[] header() {
    HeaderWriter out = new HeaderWriter();
    fields.forEach(field -> field.write(out));
    out.begin("MIME-Version").word("1.0").end();
    if (!body.bringsHeader()) {
      body.writeHeader(out, form);
      out.end();
    }
    return out.toBytes();
  }

  @Override
  public void writeTo(OutputStream out) throws Exception {
    out.write(header);
    body.writeBody(out, form);
    if (!body.endsLine(form)) {
      out.write(CRLF);
    }
  }

  @Override
  public Encoding encoding() {
    Encoding needed = body.encoding(form);
    return needed == Encoding.SEVEN_BIT && requiresUtf8 ? Encoding.EIGHT_BIT : needed;
  }

  @Override
  public boolean requiresUtf8() {
    return requiresUtf8;
  }

  @Override
  public boolean repeatable() {
    return body.repeatable();
  }

  @Override
  public OptionalLong size() {
    OptionalLong size = body.bodySize(form);
    int lineEnd = body.endsLine(form) ? 0 : CRLF.length;
    return size.isPresent() ? OptionalLong.of(header.length + size.getAsLong() + lineEnd) : size;
  }

  @Override
  public Optional<Content> eightBit() {
    return encoding() == Encoding.BINARY ? in(Form.EIGHT_BIT) : Optional.of(this);
  }

  @Override
  public Optional<Content> sevenBit() {
    if (encoding() == Encoding.SEVEN_BIT) {
      return Optional.of(this);
    }
    return requiresUtf8 ? Optional.empty() : in(Form.SEVEN_BIT);
  }

  @Override
  public Optional<String> noSevenBitReason() {
    return requiresUtf8
        ? Optional.of("a header field needs UTF-8")
        : body.obstacles(Form.SEVEN_BIT).findFirst();
  }

  private Optional<Content> in(Form other) {
    return body.obstacles(other).findFirst().isEmpty()
        ? Optional.of(new MessageContent(fields, body, other))
        : Optional.empty();
  }
}
