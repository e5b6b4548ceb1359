package smtp.message.internal.stored;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import smtp.message.internal.encoding.ByteSurvey;
import smtp.message.internal.header.FieldText;
import smtp.message.internal.header.HeaderEnvelope;
import smtp.message.internal.header.HeaderField;
import smtp.message.internal.header.HeaderWriter;

/** The header of a stored message or of one of its parts: every byte of it, cut into fields. */
public final class StoredHeader {

  private static final long MAX_SIZE = 8 << 20;
  private static final byte[] CRLF = {'\r', '\n'};

  /**
   * A field.
   *
   * @param name the name, or the empty string if the line is not a field
   * @param raw the field as it was read, folding and line end included, in ISO 8859-1
   */
  public record Field(String name, String raw) {

    /** Returns whether this is the name of the field, in whatever case. */
    public boolean is(String other) {
      return name.equalsIgnoreCase(other);
    }

    /** The line that separates messages in an mbox file is not part of the message. */
    boolean isSeparator() {
      return raw.startsWith("From ") && !is("From");
    }

    private byte[] bytes() {
      return raw.getBytes(ISO_8859_1);
    }

    /** Returns the unfolded body. */
    public String body() {
      String text = LineReader.text(bytes());
      return text.substring(text.indexOf(':') + 1).replace("\r", "").replace("\n", "").trim();
    }
  }

  private final List<Field> fields;
  private final byte[] emptyLine;
  private final long length;

  private StoredHeader(List<Field> fields, byte[] emptyLine, long length) {
    this.fields = fields;
    this.emptyLine = emptyLine;
    this.length = length;
  }

  /**
   * Reads the header of a file that holds a message, as {@link #read} does.
   *
   * @throws IOException as {@link #read} does
   */
  public static StoredHeader readFile(LineReader lines) throws IOException {
    StoredHeader header = read(lines);
    List<Field> fields = header.fields.stream().dropWhile(Field::isSeparator).toList();
    return new StoredHeader(fields, header.emptyLine, header.length);
  }

  /**
   * Reads fields and the empty line after them.
   *
   * @throws IOException if the header has more than 8 MiB, or the stream cannot be read
   */
  public static StoredHeader read(LineReader lines) throws IOException {
    long start = lines.count();

    List<Field> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    byte[] emptyLine = CRLF;
    while (lines.next()) {
      if (lines.ended() && lines.content().length == 0) {
        emptyLine = lines.bytes();
        break;
      }
      if (lines.count() - start > MAX_SIZE) {
        throw new IOException("The header has more than %d bytes".formatted(MAX_SIZE));
      }
      String line = new String(lines.bytes(), ISO_8859_1);
      if (!HeaderWriter.isSpace(line.charAt(0))) {
        addTo(fields, field);
      }
      field.append(line);
    }
    addTo(fields, field);
    return new StoredHeader(fields, emptyLine, lines.count() - start);
  }

  private static void addTo(List<Field> fields, StringBuilder field) {
    if (!field.isEmpty()) {
      // The colon may be on a continuation line: a reader that unfolds first finds the field.
      int colon = field.indexOf(":");
      String name = colon < 0 ? "" : field.substring(0, colon).stripTrailing();
      fields.add(new Field(name, field.toString()));
    }
    field.setLength(0);
  }

  /** Returns this header with a field before the others, whose lines end as those of the others. */
  public StoredHeader with(HeaderField field) {
    HeaderWriter out = new HeaderWriter();
    field.write(out);
    String lineEnd = new String(emptyLine, ISO_8859_1);
    String raw = new String(out.toBytes(), ISO_8859_1).replace("\r\n", lineEnd);
    List<Field> all = new ArrayList<>(fields);
    all.addFirst(new Field(field.name(), raw));
    return new StoredHeader(all, emptyLine, length);
  }

  /** Returns the number of bytes that were read. */
  long length() {
    return length;
  }

  /** Returns the fields in order. */
  public List<Field> fields() {
    return fields;
  }

  /** Returns whether there is a field of a name. */
  public boolean has(String name) {
    return fields.stream().anyMatch(field -> field.is(name));
  }

  /** Returns how many fields of a name there are. */
  long count(String name) {
    return fields.stream().filter(field -> field.is(name)).count();
  }

  /** Returns the unfolded body of the first field of a name, or the empty string. */
  public String body(String name) {
    return fields.stream().filter(f -> f.is(name)).map(Field::body).findFirst().orElse("");
  }

  /** Returns whether all fields are ASCII. */
  boolean isAscii() {
    return fields.stream().allMatch(field -> FieldText.isAscii(field.raw()));
  }

  /** Returns whether every line ends with CRLF. */
  boolean isCrlf() {
    ByteSurvey survey = new ByteSurvey();
    fields.forEach(field -> survey.write(field.bytes(), 0, field.raw().length()));
    survey.write(emptyLine, 0, emptyLine.length);
    return survey.isCrlf();
  }

  /** Returns the number of characters of the longest line. */
  int longestLine() {
    return fields.stream()
        .flatMap(field -> field.raw().lines())
        .mapToInt(String::length)
        .max()
        .orElse(0);
  }

  /** Returns whether the body is declared as binary. */
  boolean isBinary() {
    return body("Content-Transfer-Encoding").equalsIgnoreCase("binary");
  }

  /** Returns whether a change to the message would break a signature. */
  boolean isSigned() {
    return signatures().findAny().isPresent();
  }

  /** RFC 6376 and RFC 8617. */
  private Stream<Field> signatures() {
    return fields.stream()
        .filter(field -> field.is("DKIM-Signature") || field.is("ARC-Message-Signature"));
  }

  /** Returns whether a signature covers a field that is never sent. */
  public boolean isBlindFieldSigned() {
    List<String> blind =
        fields.stream().map(Field::name).filter(HeaderEnvelope::isBlind).distinct().toList();
    return signatures().anyMatch(signature -> !blind.isEmpty() && covers(signature, blind));
  }

  /** Returns whether a signature covers more fields of a name than there are. */
  public boolean isAbsenceSigned(String name) {
    long present = fields.stream().filter(field -> field.is(name)).count();
    return signatures()
        .anyMatch(signature -> covered(signature).filter(name::equalsIgnoreCase).count() > present);
  }

  private static boolean covers(Field signature, List<String> names) {
    return covered(signature).anyMatch(name -> names.stream().anyMatch(name::equalsIgnoreCase));
  }

  /** Returns the names in the tag "h" of a signature. */
  private static Stream<String> covered(Field signature) {
    return Stream.of(signature.body().split(";", -1))
        .map(tag -> tag.replaceAll("\\s", "").split("[=:]", -1))
        .filter(tag -> tag[0].equals("h"))
        .flatMap(tag -> Stream.of(tag).skip(1));
  }

  /** Returns the fields that are sent. */
  byte[] visibleFields() {
    return fields(field -> !HeaderEnvelope.isBlind(field.name()));
  }

  /** Returns all fields. */
  byte[] bytes() {
    return fields(field -> true);
  }

  /** Returns the fields except those of one name. */
  byte[] fieldsWithout(String name) {
    return fields(field -> !field.is(name));
  }

  private byte[] fields(Predicate<Field> wanted) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Field field : fields) {
      if (wanted.test(field)) {
        byte[] bytes = field.bytes();
        out.writeBytes(bytes);
        byte last = bytes[bytes.length - 1];
        out.writeBytes(last == '\n' || last == '\r' ? new byte[0] : CRLF);
      }
    }
    return apartFromEmptyLine(out).toByteArray();
  }

  /** A CR and the LF of the empty line would be one line end, and the body would be a field. */
  private ByteArrayOutputStream apartFromEmptyLine(ByteArrayOutputStream out) {
    byte[] bytes = out.toByteArray();
    boolean cr = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
    if (cr && emptyLine[0] == '\n') {
      out.write('\n');
    }
    return out;
  }

  /** Returns the empty line, as it was read. */
  byte[] emptyLine() {
    return emptyLine;
  }
}
