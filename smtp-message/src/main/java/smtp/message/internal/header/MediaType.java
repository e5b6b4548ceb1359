package smtp.message.internal.header;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A media type with its parameters (RFC 2045, section 5.1).
 *
 * @param type type and subtype, such as {@code text/plain}, in lower case
 * @param parameters by name in lower case, in order
 */
public record MediaType(String type, Map<String, String> parameters) {

  /** Bytes of which nothing is known. */
  public static final MediaType OCTET_STREAM = new MediaType("application/octet-stream", Map.of());

  /** Returns a type with one parameter. */
  public static MediaType of(String type, String parameter, String value) {
    return new MediaType(type, Map.of(parameter, value));
  }

  /**
   * Parses a media type.
   *
   * @throws IllegalArgumentException if it is not a media type
   */
  public static MediaType parse(String text) {
    FieldText.checked("media type", text);
    int semicolon = text.indexOf(';');
    String type = (semicolon < 0 ? text : text.substring(0, semicolon)).trim();
    int slash = type.indexOf('/');
    boolean valid =
        slash > 0
            && Parameters.isToken(type.substring(0, slash))
            && Parameters.isToken(type.substring(slash + 1))
            && type.length() <= 255;
    if (!valid) {
      throw FieldText.invalid("media type", "not a media type such as text/plain", text);
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    if (semicolon >= 0) {
      parseParameters(text, semicolon, parameters);
    }
    return new MediaType(type.toLowerCase(Locale.ROOT), parameters);
  }

  private static void parseParameters(String text, int from, Map<String, String> parameters) {
    for (int at = from; at < text.length(); ) {
      int equals = text.indexOf('=', at);
      String name = equals < 0 ? "" : text.substring(at + 1, equals).trim();
      if (text.charAt(at) != ';' || !Parameters.isToken(name) || name.length() > 60) {
        throw FieldText.invalid("media type", "a parameter that is not name=value", text);
      }
      StringBuilder value = new StringBuilder();
      at = parseValue(text, equals + 1, value);
      parameters.put(name.toLowerCase(Locale.ROOT), value.toString());
    }
  }

  /** Reads a token or a quoted string and returns the index after it. */
  private static int parseValue(String text, int from, StringBuilder value) {
    int at = from;
    if (at < text.length() && text.charAt(at) == '"') {
      for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
        at += text.charAt(at) == '\\' && at + 1 < text.length() ? 1 : 0;
        value.append(text.charAt(at));
      }
      at = HeaderWriter.spaceEnd(text, at + 1);
    } else {
      int end = text.indexOf(';', at);
      end = end < 0 ? text.length() : end;
      value.append(text.substring(at, end).trim());
      at = end;
    }
    return at;
  }

  /** Returns whether type and subtype begin with {@code prefix}, such as {@code text/}. */
  public boolean is(String prefix) {
    return type.startsWith(prefix);
  }

  /** Returns this type with a parameter set. */
  public MediaType with(String name, String value) {
    Map<String, String> all = new LinkedHashMap<>(parameters);
    all.put(name, value);
    return new MediaType(type, all);
  }

  /** Writes the type as the value of a field. */
  public void write(String field, HeaderWriter out) {
    write(field, null, out);
  }

  /** Writes the type as the value of a field, with a {@code name} as old readers understand it. */
  void write(String field, @Nullable String legacyName, HeaderWriter out) {
    Parameters.write(field, type, parameters, legacyName, out);
  }
}
