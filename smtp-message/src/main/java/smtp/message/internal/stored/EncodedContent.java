package smtp.message.internal.stored;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.Supplier;
import smtp.api.Content;
import smtp.message.internal.encoding.ByteSource;
import smtp.message.internal.encoding.Form;

/** A stored message in its eight-bit or seven-bit form: the parts that need it are encoded. */
final class EncodedContent implements Content {

  private final ByteSource stored;
  private final Form form;
  private final Supplier<Optional<Content>> sevenBit;
  private final BitSet encodedLeaves = new BitSet();

  private EncodedContent(ByteSource stored, Form form, Supplier<Optional<Content>> sevenBit) {
    this.stored = stored;
    this.form = form;
    this.sevenBit = sevenBit;
  }

  /**
   * Returns a message in a form, or empty if its structure is not understood or it has parts that
   * must not be changed.
   *
   * @param stored the message as it is
   * @param sevenBit gives the seven-bit form of the message
   */
  static Optional<Content> of(ByteSource stored, Form form, Supplier<Optional<Content>> sevenBit) {
    EncodedContent content = new EncodedContent(stored, form, sevenBit);
    try {
      content.pass(OutputStream.nullOutputStream(), true);
      return Optional.of(content);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void pass(OutputStream out, boolean learning) throws IOException {
    try (InputStream in = stored.open()) {
      new EncodingPass(new LineReader(in), out, form, encodedLeaves, learning).run();
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
    return form == Form.SEVEN_BIT ? Optional.of(this) : sevenBit.get();
  }
}
