package smtp.api;

import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalLong;

/** Content that is in memory. */
final class BytesContent implements Content {

  private final byte[] bytes;
  private final ContentSurvey survey = new ContentSurvey();

  /** Needed several times for each message, so made once. */
  private final OptionalLong size;

  BytesContent(byte[] bytes) {
    this.bytes = bytes;
    survey.add(bytes, bytes.length);
    this.size = OptionalLong.of(survey.size());
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, bytes.length);
  }

  @Override
  public Encoding encoding() {
    return survey.encoding();
  }

  @Override
  public OptionalLong size() {
    return size;
  }

  @Override
  public boolean hasCanonicalLines() {
    return survey.hasCanonicalLines();
  }

  @Override
  public String toString() {
    return "Content[%d bytes, %s]".formatted(bytes.length, encoding());
  }
}
