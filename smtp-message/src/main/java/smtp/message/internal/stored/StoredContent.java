package smtp.message.internal.stored;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import smtp.api.Content;
import smtp.message.internal.encoding.ByteSource;
import smtp.message.internal.encoding.ByteSurvey;
import smtp.message.internal.encoding.CrlfLines;
import smtp.message.internal.encoding.Form;
import smtp.message.internal.encoding.Tee;

/**
 * The content of a stored message: its header without Bcc, and its body as it is.
 *
 * <p>Line ends in a binary part are data. They can be distinguished from the line ends between
 * parts if the header has CRLF only; otherwise every line end stands for CRLF, and is written so.
 */
public final class StoredContent implements Content {

  private final StoredHeader header;
  private final byte[] fields;
  private final ByteSource body;
  private final boolean strict;
  private final AtomicBoolean taken = new AtomicBoolean();

  /** The forms that were asked for; to make one, the message is read twice. */
  private final Map<Form, Encoded> forms = new ConcurrentHashMap<>();

  /** What the bytes are, or null if they can be read once only. */
  private final @Nullable ByteSurvey survey;

  private final boolean requiresUtf8;

  private StoredContent(StoredHeader header, ByteSource body, boolean strict, boolean repeatable)
      throws IOException {
    this.header = header;
    this.fields = header.visibleFields();
    this.body = body;
    this.strict = strict;
    this.survey = repeatable ? survey() : null;
    this.requiresUtf8 = survey == null ? Utf8Fields.in(header) : hasUtf8Fields(survey);
  }

  /**
   * Makes content that can be written again and again.
   *
   * @param source opens the whole message
   * @throws IOException if it cannot be read, or is signed and sending it would change it
   */
  public static StoredContent repeatable(StoredHeader header, ByteSource source)
      throws IOException {
    ByteSource body =
        () -> {
          InputStream in = source.open();
          in.skipNBytes(header.length());
          return in;
        };
    return new StoredContent(header, body, false, true);
  }

  /** Makes content that can be written once, whose body is the rest of a stream. */
  public static StoredContent once(StoredHeader header, InputStream rest) throws IOException {
    return new StoredContent(header, () -> rest, false, false);
  }

  /**
   * Returns the same content, which is not sent unless every line ends with CRLF.
   *
   * @throws IOException if a line does not, or the content cannot be read
   */
  public StoredContent strict() throws IOException {
    return new StoredContent(header, body, true, survey != null);
  }

  /**
   * Returns content with the same body.
   *
   * @throws IOException if it cannot be read
   */
  public StoredContent with(StoredHeader other) throws IOException {
    return new StoredContent(other, body, strict, survey != null);
  }

  private ByteSurvey survey() throws IOException {
    ByteSurvey found = new ByteSurvey();
    write(found);
    check(found);
    return found;
  }

  private boolean hasUtf8Fields(ByteSurvey found) throws IOException {
    if (found.isAscii()) {
      return false;
    }
    try (InputStream in = body.open()) {
      return Utf8Fields.in(header, in);
    }
  }

  private void write(OutputStream out) throws IOException {
    try (InputStream in = open()) {
      in.transferTo(out);
    }
  }

  /** Opens the whole message as it is written. */
  private InputStream open() throws IOException {
    InputStream head =
        new SequenceInputStream(
            new ByteArrayInputStream(fields), new ByteArrayInputStream(header.emptyLine()));
    return new SequenceInputStream(head, body.open());
  }

  private void check(ByteSurvey found) throws IOException {
    if (strict && !found.isCrlf()) {
      throw new IOException("The message has a line that does not end with CRLF");
    }
    if (header.isSigned() && !found.isUniform() && !isExact(found)) {
      throw new IOException(
          "The message is signed and its lines end in different ways, so sending would change it");
    }
  }

  /** Returns whether the bytes are sent exactly as they are, since line ends are data. */
  private boolean isExact(ByteSurvey found) {
    boolean binary = found.encoding() == Encoding.BINARY;
    return header.isCrlf() && (binary || (header.isBinary() && !found.isCrlf()));
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    if (survey == null && taken.getAndSet(true)) {
      throw new IllegalStateException(
          "The message was read from a stream and can be written only once");
    }
    ByteSurvey found = new ByteSurvey();
    if (survey != null && isExact(survey)) {
      write(new Tee(found, out));
    } else {
      CrlfLines lines = new CrlfLines(out);
      write(new Tee(found, lines));
      lines.endLine();
    }
    check(found);
    if (survey == null && found.encoding() == Encoding.BINARY) {
      throw new IOException(
          "The message has a line of more than 998 bytes or NUL, which cannot be known of a stream"
              + " before it is sent: read the message from a file or an array");
    }
    if (survey != null && survey.size() != found.size()) {
      throw new IOException(
          "The message had %d bytes when it was read first and has %d now"
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
    return requiresUtf8;
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
    return encoding() == Encoding.BINARY
        ? Optional.ofNullable(encoded(Form.EIGHT_BIT).content())
        : Optional.of(this);
  }

  @Override
  public Optional<Content> sevenBit() {
    return encoding() == Encoding.SEVEN_BIT
        ? Optional.of(this)
        : Optional.ofNullable(encoded(Form.SEVEN_BIT).content());
  }

  @Override
  public Optional<String> noSevenBitReason() {
    return encoding() == Encoding.SEVEN_BIT
        ? Optional.empty()
        : Optional.ofNullable(encoded(Form.SEVEN_BIT).whyNot());
  }

  /** A form, or why there is none. */
  private record Encoded(@Nullable Content content, @Nullable String whyNot) {}

  private Encoded encoded(Form form) {
    if (survey == null) {
      return new Encoded(null, "it can be read only once");
    }
    Encoded known = forms.get(form);
    try {
      return known == null ? keep(form, encode(form)) : known;
    } catch (IOException e) {
      return new Encoded(null, "it could not be read (" + e + ")");
    }
  }

  private Encoded encode(Form form) throws IOException {
    try {
      return new Encoded(new EncodedContent(this, this::open, form), null);
    } catch (NoFormException e) {
      return new Encoded(null, e.getMessage());
    }
  }

  private Encoded keep(Form form, Encoded made) {
    forms.put(form, made);
    return made;
  }
}
