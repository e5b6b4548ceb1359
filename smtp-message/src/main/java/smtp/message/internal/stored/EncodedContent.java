package smtp.message.internal.stored;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalLong;
import smtp.api.Content;
import smtp.message.internal.encoding.ByteSource;
import smtp.message.internal.encoding.ByteSurvey;
import smtp.message.internal.encoding.CrlfLines;
import smtp.message.internal.encoding.Form;

/** A stored message in its eight-bit or seven-bit form: the parts that need it are encoded. */
final class EncodedContent implements Content {

  private final Content stored;
  private final ByteSource source;
  private final Form form;
  private final BitSet encoded = new BitSet();
  private final ByteSurvey survey = new ByteSurvey();

  /**
   * Reads the message twice: to find out what has to be encoded, and what comes of it.
   *
   * @param stored the message as it is
   * @param source opens the message as it is
   * @throws NoFormException if the structure of the message is not understood, or it has parts that
   *     must not be changed
   */
  EncodedContent(Content stored, ByteSource source, Form form) throws IOException {
    this.stored = stored;
    this.source = source;
    this.form = form;
    pass(OutputStream.nullOutputStream(), true);
    pass(survey, false);
  }

  private void pass(OutputStream out, boolean learning) throws IOException {
    try (InputStream in = source.open()) {
      CrlfLines lines = new CrlfLines(out);
      new EncodingPass(new LineReader(in), lines, form, encoded, learning).run();
      lines.endLine();
    }
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    pass(out, false);
  }

  @Override
  public Encoding encoding() {
    return survey.encoding();
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.of(survey.count());
  }

  @Override
  public Optional<Content> sevenBit() {
    return encoding() == Encoding.SEVEN_BIT ? Optional.of(this) : stored.sevenBit();
  }

  @Override
  public Optional<String> noSevenBitReason() {
    return encoding() == Encoding.SEVEN_BIT ? Optional.empty() : stored.noSevenBitReason();
  }
}
