package smtp.message.internal.header;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Makes the fields that tell a reader how to leave a list (RFC 2369, section 3.2; RFC 8058). */
public final class ListUnsubscribe {

  private ListUnsubscribe() {}

  /**
   * Returns List-Unsubscribe.
   *
   * @throws IllegalArgumentException if there is no URI, or one is not absolute or too long
   */
  public static HeaderField field(List<URI> uris) {
    if (uris.size() == 0) {
      throw new IllegalArgumentException("List-Unsubscribe: needs at least one URI");
    }
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < uris.size(); i++) {
      String uri = uris.get(i).toASCIIString();
      boolean valid = uris.get(i).isAbsolute() && FieldText.isVisibleAscii(uri);
      if (!valid || uri.length() >= HeaderWriter.MAX_WORD) {
        throw FieldText.invalid(
            "List-Unsubscribe", "not an absolute URI of at most 899 characters", uri);
      }
      tokens.add("<" + uri + ">" + (i + 1 < uris.size() ? "," : ""));
    }
    return new HeaderField.Tokens("List-Unsubscribe", tokens);
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
}
