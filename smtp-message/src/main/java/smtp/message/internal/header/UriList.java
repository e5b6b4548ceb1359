package smtp.message.internal.header;

import java.net.URI;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import smtp.api.AsciiDomain;

/**
 * URIs in angle brackets, as fields hold them that tell a reader how to leave a list (RFC 2369,
 * section 2; RFC 8058). Such a field holds ASCII only: a domain is written as its A-labels, since
 * the DNS has no percent-encoding, and everything else is percent-encoded (RFC 3987, section 3.1).
 */
public final class UriList {

  /** The scheme, the authority or the addresses of a mailto URI, and the rest. */
  private static final Pattern PARTS =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*:(?://)?)([^/?#]*)(.*)");

  private static final Pattern DOMAIN = Pattern.compile("(^|@)([^@:,]+)(?=:\\d*$|,|$)");
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private UriList() {}

  /**
   * Returns a field of URIs.
   *
   * @throws IllegalArgumentException if there is no URI, or one is not absolute or too long
   */
  public static HeaderField of(String field, List<URI> uris) {
    return fieldOf(field, uris.stream().map(URI::toString).toList());
  }

  /**
   * Returns List-Unsubscribe-Post.
   *
   * @throws IllegalArgumentException if not exactly one URI is https (RFC 8058, section 3.1)
   */
  public static HeaderField oneClick(List<URI> uris) {
    long https = uris.stream().filter(uri -> "https".equalsIgnoreCase(uri.getScheme())).count();
    if (https != 1) {
      throw new IllegalArgumentException(
          "List-Unsubscribe: one-click needs exactly one https URI, not " + https);
    }
    return HeaderField.Tokens.of("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
  }

  /**
   * Parses URIs in angle brackets, with commas between them, or one URI without brackets. Comments
   * are dropped.
   */
  static HeaderField parse(String field, String text) {
    if (text.indexOf('<') < 0) {
      boolean closed = text.trim().equals("NO"); // List-Post of a list that takes no messages
      return closed ? HeaderField.Tokens.of(field, "NO") : fieldOf(field, List.of(text.trim()));
    }
    WordScanner words = new WordScanner(field, text);
    List<String> uris = new ArrayList<>();
    for (words.skipComments(); !words.atEnd(); words.skipComments()) {
      if (words.separator('<')) {
        uris.add(words.bracketed());
        words.expectSeparator(",");
      } else if (!words.separator(',')) {
        throw words.invalid("a URI that is not in angle brackets");
      }
    }
    return fieldOf(field, uris);
  }

  private static HeaderField fieldOf(String field, List<String> uris) {
    if (uris.isEmpty()) {
      throw new IllegalArgumentException(field + ": needs at least one URI");
    }
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < uris.size(); i++) {
      tokens.add("<" + ascii(field, uris.get(i)) + (i + 1 < uris.size() ? ">," : ">"));
    }
    return new HeaderField.Tokens(field, tokens);
  }

  private static String ascii(String field, String uri) {
    Matcher parts = PARTS.matcher(FieldText.checked(field, uri));
    if (!parts.matches()) {
      throw FieldText.invalid(field, "not an absolute URI", uri);
    }
    String ascii = parts.group(1) + withAsciiDomains(field, parts.group(2)) + parts.group(3);
    ascii = percentEncoded(ascii);
    if (!FieldText.isVisibleAscii(ascii) || ascii.indexOf('<') >= 0 || ascii.indexOf('>') >= 0) {
      throw FieldText.invalid(field, "a character that a URI cannot hold", uri);
    }
    if (ascii.length() >= HeaderWriter.MAX_WORD) {
      throw FieldText.invalid(field, "a URI of more than 899 characters", uri);
    }
    return ascii;
  }

  private static String withAsciiDomains(String field, String authority) {
    try {
      return DOMAIN
          .matcher(authority)
          .replaceAll(
              found -> Matcher.quoteReplacement(found.group(1) + AsciiDomain.of(found.group(2))));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(field + ": " + e.getMessage(), e);
    }
  }

  private static String percentEncoded(String text) {
    StringBuilder out = new StringBuilder();
    for (byte b : FieldText.utf8(text)) {
      if (b < 0) {
        HEX.toHexDigits(out.append('%'), b);
      } else {
        out.append((char) b);
      }
    }
    return out.toString();
  }
}
