package smtp.message.internal.dkim;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import smtp.api.AsciiDomain;
import smtp.message.internal.header.FieldText;

/**
 * Names in the DNS under which keys are published. In contrast to the domain of an address, a label
 * may hold underscores, which selectors in use do (RFC 2181, section 11, restricts no label).
 */
public final class DnsName {

  private static final int MAX_NAME = 253;

  private static final Pattern NAME =
      Pattern.compile("(?!-)[A-Za-z0-9_-]{1,63}(?<!-)(?:\\.(?!-)[A-Za-z0-9_-]{1,63}(?<!-))*");

  private DnsName() {}

  /**
   * Returns a name with A-labels for its labels that are not ASCII.
   *
   * @param what what the name is; the exception begins with it
   * @throws IllegalArgumentException if it is not a name in the DNS
   */
  public static String checked(String what, String name) {
    String ascii = ascii(what, name);
    if (ascii.length() > MAX_NAME || !NAME.matcher(ascii).matches()) {
      throw invalid(what, name, null);
    }
    return ascii;
  }

  private static String ascii(String what, String name) {
    try {
      String[] labels = FieldText.checked(what, name).split("\\.", -1);
      return Stream.of(labels).map(AsciiDomain::of).collect(Collectors.joining("."));
    } catch (IllegalArgumentException e) {
      throw invalid(what, name, e);
    }
  }

  private static IllegalArgumentException invalid(
      String what, String name, @Nullable Exception cause) {
    return new IllegalArgumentException(
        what + ": not a domain name: " + FieldText.quote(name), cause);
  }
}
