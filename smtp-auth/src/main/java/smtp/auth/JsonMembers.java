package smtp.auth;

import java.util.HashMap;
import java.util.Map;

/**
 * Reads the members of a JSON object (RFC 8259) that are strings, numbers or literals, and skips
 * those that are objects or arrays. Reads each character once, and does not recurse.
 */
final class JsonMembers {

  private static final class NotJson extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotJson() {
      super(null, null, false, false);
    }
  }

  private final String text;
  private int at;

  private JsonMembers(String text) {
    this.text = text;
  }

  /** Returns the members by name; none if the text is not an object. The first of a name counts. */
  static Map<String, String> of(String text) {
    try {
      return new JsonMembers(text).object();
    } catch (NotJson e) {
      return Map.of();
    }
  }

  private Map<String, String> object() {
    Map<String, String> members = new HashMap<>();
    expect('{');
    while (true) {
      peek();
      String name = string();
      expect(':');
      member(members, name);
      if (peek() == '}') {
        return members;
      }
      expect(',');
    }
  }

  private void member(Map<String, String> members, String name) {
    switch (peek()) {
      case '"' -> members.putIfAbsent(name, string());
      case '{', '[' -> skipNested();
      default -> members.putIfAbsent(name, literal());
    }
  }

  private void skipNested() {
    int depth = 0;
    do {
      switch (peek()) {
        case '"' -> string();
        case '{', '[' -> {
          depth++;
          at++;
        }
        case '}', ']' -> {
          depth--;
          at++;
        }
        default -> at++;
      }
    } while (depth > 0);
  }

  /** Reads a number, {@code true}, {@code false} or {@code null}. */
  private String literal() {
    int start = at;
    while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || isSign())) {
      at++;
    }
    if (at == start) {
      throw new NotJson();
    }
    return text.substring(start, at);
  }

  private boolean isSign() {
    return "+-.".indexOf(text.charAt(at)) >= 0;
  }

  private String string() {
    StringBuilder value = new StringBuilder();
    if (next() != '"') {
      throw new NotJson();
    }
    for (char c = next(); c != '"'; c = next()) {
      value.append(c == '\\' ? escaped() : c);
    }
    return value.toString();
  }

  private char escaped() {
    char c = next();
    return switch (c) {
      case 'b', 'f', 'n', 'r', 't' -> ' ';
      case 'u' -> hex();
      default -> c;
    };
  }

  private char hex() {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(next(), 16);
      if (digit < 0) {
        throw new NotJson();
      }
      value = value * 16 + digit;
    }
    return (char) value;
  }

  private void expect(char expected) {
    if (peek() != expected) {
      throw new NotJson();
    }
    at++;
  }

  /** Skips blanks, and returns the next character without reading it. */
  private char peek() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (at == text.length()) {
      throw new NotJson();
    }
    return text.charAt(at);
  }

  private char next() {
    if (at == text.length()) {
      throw new NotJson();
    }
    return text.charAt(at++);
  }
}
