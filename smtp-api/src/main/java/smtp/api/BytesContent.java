package smtp.api;

import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalLong;

/** Content that is in memory. */
final class BytesContent implements Content {

  private final byte[] octets;
  private final Encoding encoding;
  private final OptionalLong size;
  private final boolean canonical;

  BytesContent(byte[] octets) {
    ContentSurvey survey = new ContentSurvey();
    survey.add(octets, octets.length);
    this.octets = octets;
    this.encoding = survey.encoding();
    this.size = OptionalLong.of(survey.size());
    this.canonical = survey.hasCanonicalLines();
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    out.write(octets, 0, octets.length);
  }

  @Override
  public Encoding encoding() {
    return encoding;
  }

  @Override
  public OptionalLong size() {
    return size;
  }

  @Override
  public boolean hasCanonicalLines() {
    return canonical;
  }
}
