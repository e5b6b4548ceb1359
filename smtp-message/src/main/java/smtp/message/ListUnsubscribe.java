package smtp.message;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The fields by which a reader leaves a list (RFC 2369, section 3.2, and RFC 8058). */
final class ListUnsubscribe {

  private ListUnsubscribe() {}

  static HeaderField field(URI... ways) {
    if (ways.length == 0) {
      throw new IllegalArgumentException("List-Unsubscribe: no URI");
    }
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < ways.length; i++) {
      String uri = ways[i].toASCIIString();
      boolean valid = ways[i].isAbsolute() && FieldText.isVisibleAscii(uri);
      if (!valid || uri.length() >= HeaderWriter.MAX_WORD) {
        throw FieldText.invalid("List-Unsubscribe", "not an absolute URI of at most 899", uri);
      }
      tokens.add("<" + uri + ">" + (i + 1 < ways.length ? "," : ""));
    }
    return new HeaderField.Tokens("List-Unsubscribe", tokens);
  }

  /** RFC 8058, section 3.1: one HTTPS URI, and others of other schemes. */
  static HeaderField oneClick(URI... ways) {
    long https = Stream.of(ways).filter(uri -> "https".equalsIgnoreCase(uri.getScheme())).count();
    if (https != 1) {
      throw new IllegalArgumentException("List-Unsubscribe: one click needs one https URI");
    }
    return HeaderField.Tokens.of("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
  }
}
