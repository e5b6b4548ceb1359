package smtp.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import smtp.api.Content;
import smtp.api.Mail;

/** A message as it was written. */
final class Written {

  private final byte[] octets;

  Written(byte[] octets) {
    this.octets = octets;
  }

  byte[] octets() {
    return octets;
  }

  static Written of(Mail mail) {
    return of(mail.content());
  }

  static Written sevenBit(Mail mail) {
    return of(mail.content().sevenBit().orElseThrow());
  }

  static Written of(Content content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      content.writeTo(out);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    return new Written(out.toByteArray());
  }

  String text() {
    return new String(octets, UTF_8);
  }

  String header() {
    return text().substring(0, text().indexOf("\r\n\r\n") + 2);
  }

  String body() {
    return text().substring(text().indexOf("\r\n\r\n") + 4);
  }

  List<String> headerLines() {
    return List.of(header().split("\r\n"));
  }

  /** Returns the fields, unfolded. */
  List<Map.Entry<String, String>> fields() {
    return Stream.of(header().replaceAll("\r\n(?=[ \t])", "").split("\r\n"))
        .map(line ->
            Map.entry(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 1)))
        .toList();
  }

  /** Returns the unfolded body of the only field with this name, without blanks around it. */
  String field(String name) {
    return rawField(name).strip();
  }

  /** Returns the unfolded body of the only field with this name, behind one blank. */
  String rawField(String name) {
    List<String> values =
        fields().stream()
            .filter(f -> f.getKey().equalsIgnoreCase(name))
            .map(Map.Entry::getValue)
            .toList();
    if (values.size() != 1) {
      throw new AssertionError(name + " occurs " + values.size() + " times in\n" + header());
    }
    return values.get(0).startsWith(" ") ? values.get(0).substring(1) : values.get(0);
  }

  boolean hasField(String name) {
    return fields().stream().anyMatch(f -> f.getKey().equalsIgnoreCase(name));
  }
}
