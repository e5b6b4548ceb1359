package smtp.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Content that is in a file. */
final class FileContent implements Content {

  private static final int BUFFER = 64 * 1024;

  private final Path file;
  private final ContentSurvey survey = new ContentSurvey();
  private final long length;

  FileContent(Path file) throws IOException {
    this.file = file;
    this.length = copy((bytes, count) -> survey.add(bytes, count));
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    long written = copy((bytes, count) -> out.write(bytes, 0, count));
    if (written != length) {
      throw new IOException(
          "%s had %d bytes when the content was made, and has %d now; make a new content"
              .formatted(file, length, written));
    }
  }

  private long copy(Sink sink) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long total = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
        sink.take(buffer, count);
        total += count;
      }
    }
    return total;
  }

  private interface Sink {
    void take(byte[] bytes, int count) throws IOException;
  }

  @Override
  public Encoding encoding() {
    return survey.encoding();
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
    return "Content[%s, %d bytes, %s]".formatted(file, length, encoding());
  }
}
