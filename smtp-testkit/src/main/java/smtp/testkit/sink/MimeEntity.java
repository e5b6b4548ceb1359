package smtp.testkit.sink;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A message or a part of one: header fields and a body (RFC 2045). Reads what is there. */
final class MimeEntity {

  /** Deeper than any message that a person made. */
  private static final int MOST_DEPTH = 20;

  /** Possessive, as a long value would otherwise take a frame of the stack for each character. */
  private static final Pattern PARAMETER =
      Pattern.compile(";\\s*([A-Za-z0-9*'_.-]++)\\s*=\\s*(\"(?:[^\"\\\\]++|\\\\.)*+\"|[^\\s;]++)");

  private final List<Map.Entry<String, String>> fields = new ArrayList<>();
  private final byte[] body;
  private final int depth;

  private MimeEntity(byte[] bytes, int depth) {
    this.depth = depth;
    String text = latin1(bytes);
    int end = text.startsWith("\r\n") ? 0 : text.indexOf("\r\n\r\n");
    String header = end < 0 ? text : text.substring(0, end);
    int begin = end < 0 ? text.length() : text.indexOf("\r\n", end == 0 ? 0 : end + 2) + 2;
    this.body =
        text.substring(Math.min(begin, text.length())).getBytes(StandardCharsets.ISO_8859_1);
    for (String line : header.replaceAll("\r\n(?=[ \t])", "").split("\r\n", -1)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        fields.add(Map.entry(line.substring(0, colon).strip(), line.substring(colon + 1).strip()));
      }
    }
  }

  static MimeEntity of(byte[] bytes) {
    return new MimeEntity(bytes, 0);
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  List<String> headers(String name) {
    return fields.stream()
        .filter(field -> field.getKey().equalsIgnoreCase(name))
        .map(field -> Decoding.words(utf8(field.getValue())))
        .toList();
  }

  private Optional<String> raw(String name) {
    return fields.stream()
        .filter(field -> field.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** Header fields may have UTF-8 (RFC 6532). */
  private static String utf8(String latin1) {
    return new String(latin1.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  List<ReceivedPart> leaves() {
    Optional<String> boundary = parameter("Content-Type", "boundary");
    if (!mediaType().startsWith("multipart/") || boundary.isEmpty() || depth >= MOST_DEPTH) {
      return List.of(leaf());
    }
    List<ReceivedPart> all = new ArrayList<>();
    for (String piece : pieces(boundary.get())) {
      byte[] bytes = piece.getBytes(StandardCharsets.ISO_8859_1);
      all.addAll(new MimeEntity(bytes, depth + 1).leaves());
    }
    return all;
  }

  private List<String> pieces(String boundary) {
    List<String> pieces = new ArrayList<>();
    String[] all = ("\r\n" + latin1(body)).split(Pattern.quote("\r\n--" + boundary), -1);
    for (int i = 1; i < all.length && !all[i].startsWith("--"); i++) {
      pieces.add(all[i].replaceFirst("^[ \t]*\r\n", ""));
    }
    return pieces;
  }

  private ReceivedPart leaf() {
    byte[] bytes = Decoding.transfer(raw("Content-Transfer-Encoding").orElse(""), body);
    boolean isText = mediaType().startsWith("text/");
    return new ReceivedPart(
        mediaType(),
        parameter("Content-Disposition", "filename").or(() -> parameter("Content-Type", "name")),
        raw("Content-ID").map(id -> id.replaceAll("[<>]", "")),
        bytes,
        isText ? new String(bytes, charset()) : "");
  }

  private String mediaType() {
    String type = raw("Content-Type").orElse("").split("[;\\s]", 2)[0];
    return type.isEmpty() ? "text/plain" : type.toLowerCase(Locale.ROOT);
  }

  private Charset charset() {
    try {
      return Charset.forName(parameter("Content-Type", "charset").orElse("UTF-8"));
    } catch (IllegalArgumentException e) {
      return StandardCharsets.ISO_8859_1;
    }
  }

  /** Returns a parameter of a field: as it is, encoded by RFC 2231, or as encoded words. */
  private Optional<String> parameter(String field, String name) {
    StringBuilder extended = new StringBuilder();
    Optional<String> plain = Optional.empty();
    Matcher each = PARAMETER.matcher(raw(field).orElse(""));
    while (each.find()) {
      String key = each.group(1).toLowerCase(Locale.ROOT);
      String value = unquoted(each.group(2));
      if (key.equals(name)) {
        plain = Optional.of(Decoding.words(utf8(value)));
      } else if (key.startsWith(name + "*")) {
        extended.append(value);
      }
    }
    return extended.isEmpty() ? plain : Optional.of(Decoding.extended(extended.toString()));
  }

  private static String unquoted(String value) {
    return value.startsWith("\"")
        ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1")
        : value;
  }
}
