package smtp.message.internal.header;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the parameters of a MIME header field (RFC 2045, section 5.1). Values that are long or not
 * ASCII take the form of RFC 2231: {@code filename*0*=UTF-8''...; filename*1*=...}.
 */
public final class Parameters {

  private static final int MAX_QUOTED = 60;
  private static final int MAX_SECTION = 56;

  /** In bytes; the encoded word, the name of the parameter and the quotes then fit one line. */
  private static final int MAX_LEGACY = 39;

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Parameters() {}

  /** Returns one parameter, or none if it has no value. */
  static Map<String, String> of(String name, @Nullable String value) {
    return value == null ? Map.of() : Map.of(name, value);
  }

  /**
   * Writes a field: its value, the parameters in their order, and perhaps the parameter {@code
   * name} in encoded words, which RFC 2047, section 5, forbids and old readers understand.
   */
  static void write(
      String field,
      String value,
      Map<String, String> parameters,
      @Nullable String legacyName,
      HeaderWriter out) {
    List<String> words = new ArrayList<>();
    words.add(value);
    parameters.forEach((name, text) -> add(name, text, words));
    if (legacyName != null) {
      addLegacy(legacyName, words);
    }
    out.begin(field);
    for (int i = 0; i < words.size(); i++) {
      boolean continued = i + 1 == words.size() || words.get(i + 1).startsWith("=?");
      out.word(words.get(i) + (continued ? "" : ";"));
    }
    out.end();
  }

  private static void addLegacy(String name, List<String> words) {
    if (isQuotable(name)) {
      words.add("name=" + Phrase.quotedString(name));
      return;
    }
    String start = "name=\"";
    StringBuilder piece = new StringBuilder();
    for (int point : name.codePoints().toArray()) {
      if (FieldText.utf8(piece + Character.toString(point)).length > MAX_LEGACY) {
        words.add(start + encodedWord(piece.toString()));
        start = "";
        piece.setLength(0);
      }
      piece.appendCodePoint(point);
    }
    words.add(start + encodedWord(piece.toString()) + "\"");
  }

  private static String encodedWord(String text) {
    return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(FieldText.utf8(text)) + "?=";
  }

  private static void add(String name, String value, List<String> words) {
    // A token may hold "'", but some readers take that as the syntax of RFC 2231.
    boolean plain = !value.isEmpty() && value.chars().allMatch(Parameters::isAttributeChar);
    if (plain && value.length() <= MAX_QUOTED) {
      words.add(name + "=" + value);
    } else if (isQuotable(value)) {
      words.add(name + "=" + Phrase.quotedString(value));
    } else {
      addSections(name, value, words);
    }
  }

  /** Some readers decode what looks like an encoded word, so such a value takes RFC 2231. */
  private static boolean isQuotable(String value) {
    return value.length() <= MAX_QUOTED
        && value.chars().allMatch(c -> c >= 0x20 && c < 0x7f)
        && !value.contains("=?");
  }

  /** Sections end between characters, since some readers decode them one by one. */
  private static void addSections(String name, String value, List<String> words) {
    List<String> sections = new ArrayList<>();
    StringBuilder section = new StringBuilder("UTF-8''");
    int[] points = value.codePoints().toArray();
    for (int point : points) {
      String encoded = percentEncoded(point);
      if (section.length() + encoded.length() > MAX_SECTION) {
        sections.add(section.toString());
        section.setLength(0);
      }
      section.append(encoded);
    }
    sections.add(section.toString());
    for (int i = 0; i < sections.size(); i++) {
      words.add(name + (sections.size() == 1 ? "" : "*" + i) + "*=" + sections.get(i));
    }
  }

  private static String percentEncoded(int point) {
    if (isAttributeChar(point)) {
      return Character.toString(point);
    }
    StringBuilder out = new StringBuilder();
    for (byte b : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
      HEX.toHexDigits(out.append('%'), b);
    }
    return out.toString();
  }

  private static boolean isAttributeChar(int c) {
    return isTokenChar(c) && "*'%".indexOf(c) < 0;
  }

  /** Returns whether text is a {@code token} of RFC 2045, section 5.1. */
  public static boolean isToken(String text) {
    return !text.isEmpty() && text.chars().allMatch(Parameters::isTokenChar);
  }

  private static boolean isTokenChar(int c) {
    return c > 0x20 && c < 0x7f && "()<>@,;:\\\"/[]?=".indexOf(c) < 0;
  }
}
