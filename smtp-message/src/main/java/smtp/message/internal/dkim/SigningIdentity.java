package smtp.message.internal.dkim;

import java.util.HexFormat;
import java.util.Locale;
import smtp.message.internal.header.FieldText;

/** The identity on whose behalf a domain signs (tag "i"; RFC 6376, section 3.5). */
public final class SigningIdentity {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private SigningIdentity() {}

  /**
   * Returns the tag for an identity.
   *
   * @param domain the domain that signs
   * @throws IllegalArgumentException if the identity is not an address in ASCII, with or without a
   *     local part, of that domain or one below it
   */
  public static String tag(String identity, String domain) {
    int at = FieldText.checked("identity", identity).lastIndexOf('@');
    String local = identity.substring(0, Math.max(at, 0));
    boolean valid = at >= 0 && local.length() <= 64 && FieldText.isAscii(local);
    String name = valid ? DnsName.checked("identity", identity.substring(at + 1)) : "";
    if (!valid || !("." + lower(name)).endsWith("." + lower(domain))) {
      throw FieldText.invalid(
          "identity", "not an address in ASCII of " + domain + " or a subdomain of it", identity);
    }
    return "i=" + quotedPrintable(local) + "@" + name + ";";
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** RFC 6376, section 2.11. */
  private static String quotedPrintable(String text) {
    StringBuilder out = new StringBuilder();
    for (byte b : FieldText.utf8(text)) {
      if (b > 0x20 && b < 0x7f && b != ';' && b != '=') {
        out.append((char) b);
      } else {
        HEX.toHexDigits(out.append('='), b);
      }
    }
    return out.toString();
  }
}
