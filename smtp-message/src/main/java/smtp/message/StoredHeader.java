package smtp.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The header of a message or part as it was read: every octet of it, cut into fields. */
final class StoredHeader {

  private static final long MAX_SIZE = 8 << 20;
  private static final byte[] CRLF = {'\r', '\n'};

  /**
   * A field.
   *
   * @param name the name, or the empty string if the line is not a field
   * @param octets the field as it was read, in ISO 8859-1
   */
  record Field(String name, String octets) {

    boolean is(String other) {
      return name.equalsIgnoreCase(other);
    }

    boolean isBlind() {
      return is("Bcc") || is("Resent-Bcc");
    }

    /** Returns the unfolded body. */
    String body() {
      String text = OctetLines.text(octets.getBytes(ISO_8859_1));
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
   * Reads fields and the empty line behind them.
   *
   * @throws IOException if there is no end to them, or as the stream does
   */
  static StoredHeader read(OctetLines lines) throws IOException {
    long start = lines.count();
    List<Field> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    byte[] emptyLine = CRLF;
    while (lines.next()) {
      if (lines.ended() && lines.content().length == 0) {
        emptyLine = lines.octets();
        break;
      }
      if (lines.count() - start > MAX_SIZE) {
        throw new IOException("The header has more than %d octets".formatted(MAX_SIZE));
      }
      String line = new String(lines.octets(), ISO_8859_1);
      if (!HeaderWriter.isBlank(line.charAt(0))) {
        addTo(fields, field);
      }
      field.append(line);
    }
    addTo(fields, field);
    return new StoredHeader(fields, emptyLine, lines.count() - start);
  }

  private static void addTo(List<Field> fields, StringBuilder field) {
    // What separates the messages of a mailbox file is not part of them.
    boolean separator = fields.isEmpty() && field.indexOf("From ") == 0;
    if (!field.isEmpty() && !separator) {
      // It may be on a line that is folded: who unfolds first sees the field all the same.
      int colon = field.indexOf(":");
      String name = colon < 0 ? "" : field.substring(0, colon).stripTrailing();
      fields.add(new Field(name, field.toString()));
    }
    field.setLength(0);
  }

  /** Returns the number of octets that were read. */
  long length() {
    return length;
  }

  List<Field> fields() {
    return fields;
  }

  boolean has(String name) {
    return fields.stream().anyMatch(field -> field.is(name));
  }

  /** Returns the unfolded body of the first field with a name, or the empty string. */
  String body(String name) {
    return fields.stream().filter(f -> f.is(name)).map(Field::body).findFirst().orElse("");
  }

  boolean isAscii() {
    return fields.stream().allMatch(field -> FieldText.isAscii(field.octets()));
  }

  /** Tells whether every line ends with CRLF. */
  boolean isCrlf() {
    OctetSurvey survey = new OctetSurvey();
    fields.forEach(
        field -> survey.write(field.octets().getBytes(ISO_8859_1), 0, field.octets().length()));
    survey.write(emptyLine, 0, emptyLine.length);
    return survey.isCrlf();
  }

  int longestLine() {
    return fields.stream()
        .flatMap(field -> field.octets().lines())
        .mapToInt(String::length)
        .max()
        .orElse(0);
  }

  /** Tells whether the body says that it is binary. */
  boolean isBinary() {
    return body("Content-Transfer-Encoding").equalsIgnoreCase("binary");
  }

  /** Tells whether a change to the message would break a signature (RFC 6376, RFC 8617). */
  boolean isSigned() {
    return has("DKIM-Signature") || has("ARC-Message-Signature");
  }

  /** Tells whether a signature covers a field that is not written. */
  boolean isBlindFieldSigned() {
    List<String> blind =
        fields.stream().filter(Field::isBlind).map(Field::name).distinct().toList();
    return fields.stream()
        .filter(field -> field.is("DKIM-Signature") || field.is("ARC-Message-Signature"))
        .anyMatch(signature -> !blind.isEmpty() && covers(signature, blind));
  }

  private static boolean covers(Field signature, List<String> names) {
    for (String tag : signature.body().split(";", -1)) {
      String[] signed = tag.replaceAll("\\s", "").split("[=:]", -1);
      boolean list = signed[0].equals("h");
      if (list && Stream.of(signed).skip(1).anyMatch(name -> isIn(names, name))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isIn(List<String> names, String name) {
    return names.stream().anyMatch(name::equalsIgnoreCase);
  }

  /** Returns the octets of the fields that anybody may see. */
  byte[] visibleOctets() {
    return octets(field -> !field.isBlind());
  }

  /** Returns the octets of the fields but for those of one name. */
  byte[] octetsWithout(String name) {
    return octets(field -> !field.is(name));
  }

  private byte[] octets(Predicate<Field> wanted) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Field field : fields) {
      if (wanted.test(field)) {
        byte[] octets = field.octets().getBytes(ISO_8859_1);
        out.writeBytes(octets);
        byte last = octets[octets.length - 1];
        out.writeBytes(last == '\n' || last == '\r' ? new byte[0] : CRLF);
      }
    }
    return apartFromEmptyLine(out).toByteArray();
  }

  /** A CR before an empty line of LF would be one line end with it, and the body a field. */
  private ByteArrayOutputStream apartFromEmptyLine(ByteArrayOutputStream out) {
    byte[] octets = out.toByteArray();
    boolean cr = octets.length > 0 && octets[octets.length - 1] == '\r';
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
