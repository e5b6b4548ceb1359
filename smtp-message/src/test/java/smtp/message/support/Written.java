package smtp.message.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import smtp.api.Content;
import smtp.api.Mail;

/** The bytes of a message, and what they hold. */
public final class Written {

  private final byte[] bytes;

  public Written(byte[] bytes) {
    this.bytes = bytes;
  }

  public byte[] bytes() {
    return bytes;
  }

  public static Written of(Mail mail) {
    return of(mail.content());
  }

  public static Written sevenBit(Mail mail) {
    return of(mail.content().sevenBit().orElseThrow());
  }

  public static Written of(Content content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      content.writeTo(out);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    return new Written(out.toByteArray());
  }

  /** Returns the bytes as UTF-8. */
  public String text() {
    return new String(bytes, UTF_8);
  }

  /** Returns the bytes as ISO 8859-1: one character for each. */
  public String latin1() {
    return new String(bytes, ISO_8859_1);
  }

  public String header() {
    return text().substring(0, text().indexOf("\r\n\r\n") + 2);
  }

  public String body() {
    return text().substring(text().indexOf("\r\n\r\n") + 4);
  }

  public List<String> headerLines() {
    return List.of(header().split("\r\n"));
  }

  /** Returns the fields, unfolded. */
  public List<Map.Entry<String, String>> fields() {
    return Stream.of(header().replaceAll("\r\n(?=[ \t])", "").split("\r\n"))
        .map(line ->
            Map.entry(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 1)))
        .toList();
  }

  /** Returns the unfolded body of the only field with this name, without whitespace around it. */
  public String field(String name) {
    return rawField(name).strip();
  }

  /** Returns the unfolded body of the only field with this name, after its first space. */
  public String rawField(String name) {
    List<String> values =
        fields().stream()
            .filter(f -> f.getKey().equalsIgnoreCase(name))
            .map(Map.Entry::getValue)
            .toList();
    if (values.size() != 1) {
      throw new AssertionError(name + " occurs " + values.size() + " times in\n" + header());
    }
    return values.getFirst().startsWith(" ") ? values.getFirst().substring(1) : values.getFirst();
  }

  public boolean hasField(String name) {
    return fields().stream().anyMatch(f -> f.getKey().equalsIgnoreCase(name));
  }
}
