package smtp.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.BitSet;
import java.util.Optional;
import smtp.api.Content;

/** A message that was read, with those of its parts encoded that are not lines of ASCII. */
final class SevenBitContent implements Content {

  private final StoredContent stored;
  private final BitSet encodedLeaves;

  private SevenBitContent(StoredContent stored, BitSet encodedLeaves) {
    this.stored = stored;
    this.encodedLeaves = encodedLeaves;
  }

  /** Returns the seven-bit form, or empty if the parts cannot be told from each other. */
  static Optional<Content> of(StoredContent stored) {
    SevenBitContent content = new SevenBitContent(stored, new BitSet());
    try {
      content.pass(OutputStream.nullOutputStream(), true);
      return Optional.of(content);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void pass(OutputStream out, boolean learning) throws IOException {
    try (InputStream in = stored.open()) {
      new SevenBitPass(new OctetLines(in), out, encodedLeaves, learning).run();
    }
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    pass(out, false);
  }

  @Override
  public Encoding encoding() {
    return Encoding.SEVEN_BIT;
  }

  @Override
  public Optional<Content> sevenBit() {
    return Optional.of(this);
  }
}
