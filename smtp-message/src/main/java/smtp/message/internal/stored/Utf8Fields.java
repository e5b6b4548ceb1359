package smtp.message.internal.stored;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import smtp.message.internal.encoding.Utf8Check;
import smtp.message.internal.header.FieldText;
import smtp.message.internal.header.MediaType;

/**
 * Finds out whether a message needs a server with SMTPUTF8: header fields of its own or of its
 * parts, at any depth, hold UTF-8 (RFC 6531, section 3.4). A message within it is content, whatever
 * its header holds.
 *
 * <p>Raw bytes that are not UTF-8, such as ISO 8859-1, are an error of whoever wrote the message,
 * and SMTPUTF8 would declare them to be something that they are not. One such field is enough: the
 * header is not UTF-8 then.
 */
final class Utf8Fields {

  private static final int MAX_HEADER = 1 << 20;
  private static final int MAX_DEPTH = 100;

  private final List<String> boundaries = new ArrayList<>();
  private boolean eightBit;
  private boolean otherCharset;

  private Utf8Fields(StoredHeader header) {
    take(header);
  }

  /** Returns whether a header holds UTF-8; nothing is known of the parts. */
  static boolean in(StoredHeader header) {
    return new Utf8Fields(header).found();
  }

  /** Returns whether the header of a message or of one of its parts holds UTF-8. */
  static boolean in(StoredHeader header, InputStream body) throws IOException {
    Utf8Fields fields = new Utf8Fields(header);
    if (!fields.boundaries.isEmpty()) {
      fields.takeParts(new LineReader(body));
    }
    return fields.found();
  }

  private boolean found() {
    return eightBit && !otherCharset;
  }

  private void take(StoredHeader header) {
    for (StoredHeader.Field field : header.fields()) {
      if (!FieldText.isAscii(field.raw())) {
        Utf8Check check = new Utf8Check();
        byte[] bytes = field.raw().getBytes(ISO_8859_1);
        check.write(bytes, 0, bytes.length);
        eightBit = true;
        otherCharset |= !check.isUtf8();
      }
    }
    String boundary = boundary(header.body("Content-Type"));
    if (!boundary.isEmpty() && boundaries.size() < MAX_DEPTH) {
      boundaries.add(boundary);
    }
  }

  private static String boundary(String contentType) {
    int end = contentType.length();
    while (end > 0 && "; \t".indexOf(contentType.charAt(end - 1)) >= 0) {
      end--;
    }
    try {
      MediaType type = MediaType.parse(contentType.substring(0, end));
      String boundary = type.parameters().getOrDefault("boundary", "");
      return type.is("multipart/") ? boundary : "";
    } catch (IllegalArgumentException notUnderstood) {
      return "";
    }
  }

  private void takeParts(LineReader lines) throws IOException {
    boolean atLineStart = true;
    while (lines.next()) {
      if (atLineStart && begins(lines)) {
        take(partHeader(lines));
      }
      atLineStart = lines.ended();
    }
  }

  /** Returns whether a part begins after the line, and forgets the multiparts that it ends. */
  private boolean begins(LineReader lines) {
    String line = new String(lines.content(), ISO_8859_1);
    if (!line.startsWith("--")) {
      return false;
    }
    String delimiter = line.stripTrailing();
    for (int depth = boundaries.size(); depth > 0; depth--) {
      String boundary = "--" + boundaries.get(depth - 1);
      boolean closing = delimiter.equals(boundary + "--");
      if (closing || delimiter.equals(boundary)) {
        boundaries.subList(closing ? depth - 1 : depth, boundaries.size()).clear();
        return !closing;
      }
    }
    return false;
  }

  /** Of what is no header, as it has no end, only the beginning is read. */
  private static StoredHeader partHeader(LineReader lines) throws IOException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    while (header.size() < MAX_HEADER && lines.next() && lines.content().length > 0) {
      header.writeBytes(lines.bytes());
    }
    return StoredHeader.read(new LineReader(new ByteArrayInputStream(header.toByteArray())));
  }
}
