package smtp.api;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalLong;

/** Content that the caller's code writes, and was looked at once. */
final class SurveyedContent implements Content {

  /** Small writes are gathered: code that writes a message often writes single bytes. */
  private static final int BUFFER = 8 * 1024;

  private final Source source;
  private final ContentSurvey survey = new ContentSurvey();
  private final HeaderSurvey header = new HeaderSurvey();

  SurveyedContent(Source source) throws IOException {
    this.source = source;
    try {
      OutputStream surveying = new BufferedOutputStream(new SurveyStream(), BUFFER);
      source.writeTo(surveying);
      surveying.flush();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("The content could not be obtained: " + e.getMessage(), e);
    }
  }

  @Override
  public void writeTo(OutputStream out) throws Exception {
    CountingStream counted = new CountingStream(out);
    OutputStream buffered = new BufferedOutputStream(counted, BUFFER);
    source.writeTo(buffered);
    buffered.flush();
    if (counted.count != survey.bytes()) {
      throw new IOException(
          "The source wrote %d bytes when the content was made, and %d now; make a new content"
              .formatted(survey.bytes(), counted.count));
    }
  }

  @Override
  public Encoding encoding() {
    return survey.encoding();
  }

  @Override
  public boolean requiresUtf8() {
    return header.hasUtf8();
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.of(survey.size());
  }

  @Override
  public boolean hasCanonicalLines() {
    return survey.hasCanonicalLines();
  }

  @Override
  public String toString() {
    return "Content[from a source, %d bytes, %s]".formatted(survey.size(), encoding());
  }

  /** Counts what passes. */
  private static final class CountingStream extends OutputStream {
    private final OutputStream out;
    private long count;

    CountingStream(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      count += length;
    }
  }

  /** Looks at what is written to it. */
  private final class SurveyStream extends OutputStream {
    private final byte[] single = new byte[1];

    @Override
    public void write(int b) {
      single[0] = (byte) b;
      write(single, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      survey.add(bytes, offset, length);
      header.add(bytes, offset, length);
    }
  }
}
