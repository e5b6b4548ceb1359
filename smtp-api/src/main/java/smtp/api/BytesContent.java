package smtp.api;

import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalLong;

/** Content that is in memory. */
final class BytesContent implements Content {

  private final byte[] octets;
  private final ContentSurvey survey = new ContentSurvey();

  /** Asked for several times a mail: not worth an object each. */
  private final OptionalLong size;

  BytesContent(byte[] octets) {
    this.octets = octets;
    survey.add(octets, octets.length);
    this.size = OptionalLong.of(survey.size());
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    out.write(octets, 0, octets.length);
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
}
