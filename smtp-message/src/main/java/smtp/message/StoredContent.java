package smtp.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import smtp.api.Content;

/**
 * The octets of a message that was read: its header without Bcc, and its body as it is.
 *
 * <p>Line ends in a binary part are octets like others. They can be told from those between the
 * parts if the header has CRLF only; if it has not, all line ends are meant to be CRLF.
 */
final class StoredContent implements Content {

  private final StoredHeader header;
  private final byte[] written;
  private final Part.Source body;
  private final boolean strict;
  private final AtomicBoolean taken = new AtomicBoolean();

  /** What the octets are, or null if they can be read once only. */
  private final @Nullable OctetSurvey survey;

  private StoredContent(StoredHeader header, Part.Source body, boolean strict, boolean repeatable)
      throws IOException {
    this.header = header;
    this.written = header.visibleOctets();
    this.body = body;
    this.strict = strict;
    this.survey = repeatable ? survey() : null;
  }

  /** Makes content that can be read again, of which {@code source} gives the whole. */
  static StoredContent repeatable(StoredHeader header, Part.Source source) throws IOException {
    Part.Source body =
        () -> {
          InputStream in = source.open();
          in.skipNBytes(header.length());
          return in;
        };
    return new StoredContent(header, body, false, true);
  }

  /** Makes content whose body is what is left of a stream. */
  static StoredContent once(StoredHeader header, InputStream rest) throws IOException {
    return new StoredContent(header, () -> rest, false, false);
  }

  /** Returns the same content, which no line end may be changed in. */
  StoredContent strict() throws IOException {
    return new StoredContent(header, body, true, survey != null);
  }

  private OctetSurvey survey() throws IOException {
    OctetSurvey found = new OctetSurvey();
    write(found);
    check(found);
    return found;
  }

  private void write(OutputStream out) throws IOException {
    try (InputStream in = open()) {
      in.transferTo(out);
    }
  }

  /** Opens the whole as it is written. */
  InputStream open() throws IOException {
    InputStream head =
        new SequenceInputStream(
            new ByteArrayInputStream(written), new ByteArrayInputStream(header.emptyLine()));
    return new SequenceInputStream(head, body.open());
  }

  private void check(OctetSurvey found) throws IOException {
    if (strict && !found.isCrlf()) {
      throw new IOException("The message has a line that does not end with CRLF");
    }
    if (header.isSigned() && !found.isUniform() && !isExact(found)) {
      throw new IOException(
          "The message is signed, and its lines end in different ways: sending would change it");
    }
  }

  /** Tells whether the octets are sent as they are, for line ends are among the data. */
  private boolean isExact(OctetSurvey found) {
    boolean binary = found.encoding() == Encoding.BINARY;
    return header.isCrlf() && (binary || (header.isBinary() && !found.isCrlf()));
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    if (survey == null && taken.getAndSet(true)) {
      throw new IllegalStateException("This message can be written once only, and was");
    }
    OctetSurvey found = new OctetSurvey();
    boolean lines = encoding() == Encoding.BINARY && survey != null && !isExact(survey);
    write(new Tee(found, lines ? new CrlfLines(out) : out));
    check(found);
    if (survey != null && survey.size() != found.size()) {
      throw new IOException(
          "The message had %d octets when it was read first and has %d now"
              .formatted(survey.size(), found.size()));
    }
  }

  @Override
  public Encoding encoding() {
    if (survey == null) {
      return Encoding.EIGHT_BIT;
    }
    return isExact(survey) ? Encoding.BINARY : survey.encoding();
  }

  @Override
  public boolean requiresUtf8() {
    return !header.isAscii();
  }

  @Override
  public boolean repeatable() {
    return survey != null;
  }

  @Override
  public OptionalLong size() {
    if (survey == null) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(isExact(survey) ? survey.count() : survey.size());
  }

  @Override
  public Optional<Content> eightBit() {
    return encoding() == Encoding.BINARY ? encoded(Form.EIGHT_BIT) : Optional.of(this);
  }

  @Override
  public Optional<Content> sevenBit() {
    if (survey == null) {
      return Optional.empty();
    }
    return encoding() == Encoding.SEVEN_BIT ? Optional.of(this) : encoded(Form.SEVEN_BIT);
  }

  private Optional<Content> encoded(Form form) {
    return header.isSigned() || requiresUtf8() ? Optional.empty() : EncodedContent.of(this, form);
  }
}
