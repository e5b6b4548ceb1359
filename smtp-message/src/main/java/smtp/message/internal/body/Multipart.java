package smtp.message.internal.body;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.OutputStream;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import smtp.api.Content;
import smtp.message.internal.encoding.Form;
import smtp.message.internal.encoding.TransferEncoding;
import smtp.message.internal.header.HeaderWriter;
import smtp.message.internal.header.MediaType;

/**
 * Entities in one body, with boundary lines between them (RFC 2046, section 5.1).
 *
 * @param mediaType a multipart type, with the boundary as its parameter
 */
record Multipart(MediaType mediaType, String boundary, List<Entity> children) implements Entity {

  private static final String CRLF = "\r\n";

  static Multipart of(MediaType mediaType, String boundary, List<Entity> children) {
    MediaType complete = mediaType.with("boundary", boundary);
    return new Multipart(complete, boundary, List.copyOf(children));
  }

  /** A multipart declares the most that one of its parts needs; it is not encoded itself. */
  @Override
  public void writeHeader(HeaderWriter out, Form form) {
    mediaType.write("Content-Type", out);
    if (encoding(form) != Content.Encoding.SEVEN_BIT) {
      out.begin(TransferEncoding.FIELD).word(TransferEncoding.of(encoding(form)).token()).end();
    }
  }

  @Override
  public void writeBody(OutputStream out, Form form) throws Exception {
    String delimiter = "--" + boundary + CRLF;
    for (Entity child : children) {
      out.write(ascii(delimiter));
      out.write(childHeader(child, form));
      child.writeBody(out, form);
      // The line end before a delimiter is part of the delimiter, not of the body.
      delimiter = CRLF + "--" + boundary + CRLF;
    }
    out.write(ascii(CRLF + "--" + boundary + "--"));
  }

  private static byte[] childHeader(Entity child, Form form) {
    HeaderWriter header = new HeaderWriter();
    if (!child.bringsHeader()) {
      child.writeHeader(header, form);
      header.end();
    }
    return header.toBytes();
  }

  @Override
  public OptionalLong bodySize(Form form) {
    long size = boundary.length() + 4L;
    for (Entity child : children) {
      OptionalLong body = child.bodySize(form);
      if (body.isEmpty()) {
        return body;
      }
      size += boundary.length() + 4 + childHeader(child, form).length + body.getAsLong() + 2;
    }
    return OptionalLong.of(size);
  }

  @Override
  public boolean endsLine(Form form) {
    return false;
  }

  @Override
  public Content.Encoding encoding(Form form) {
    return children.stream()
        .map(child -> child.encoding(form))
        .max(Comparator.naturalOrder())
        .orElse(Content.Encoding.SEVEN_BIT);
  }

  @Override
  public Stream<String> obstacles(Form form) {
    return children.stream().flatMap(child -> child.obstacles(form));
  }

  @Override
  public boolean requiresUtf8() {
    return children.stream().anyMatch(Entity::requiresUtf8);
  }

  @Override
  public boolean repeatable() {
    return children.stream().allMatch(Entity::repeatable);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
