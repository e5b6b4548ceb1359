package smtp.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.BitSet;
import java.util.Optional;
import smtp.api.Content;

/** A message that was read, with those of its parts encoded that a form does not have. */
final class EncodedContent implements Content {

  private final StoredContent stored;
  private final Form form;
  private final BitSet encodedLeaves = new BitSet();

  private EncodedContent(StoredContent stored, Form form) {
    this.stored = stored;
    this.form = form;
  }

  /** Returns the message in a form, or empty if the parts cannot be told from each other. */
  static Optional<Content> of(StoredContent stored, Form form) {
    EncodedContent content = new EncodedContent(stored, form);
    try {
      content.pass(OutputStream.nullOutputStream(), true);
      return Optional.of(content);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void pass(OutputStream out, boolean learning) throws IOException {
    try (InputStream in = stored.open()) {
      new EncodingPass(new OctetLines(in), out, form, encodedLeaves, learning).run();
    }
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    pass(out, false);
  }

  @Override
  public Encoding encoding() {
    return form == Form.SEVEN_BIT ? Encoding.SEVEN_BIT : Encoding.EIGHT_BIT;
  }

  @Override
  public Optional<Content> sevenBit() {
    return form == Form.SEVEN_BIT ? Optional.of(this) : stored.sevenBit();
  }
}
