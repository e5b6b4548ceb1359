package smtp.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a server offered in its answer to EHLO or LHLO.
 *
 * <p>Empty before the greeting, after HELO and after STARTTLS: what was said in clear no longer
 * counts. Immutable.
 */
public final class Capabilities {

  private static final Capabilities NONE = new Capabilities(Map.of());

  /** RFC 9422, sections 5.1 to 5.3: a limit has one to six digits. */
  private static final int LIMIT_DIGITS = 6;

  private final Map<Extension, String> extensions;
  private final OptionalLong maxSize;
  private final OptionalInt maxRecipients;
  private final OptionalInt maxRecipientDomains;
  private final OptionalInt maxMessages;

  private Capabilities(Map<Extension, String> extensions) {
    this.extensions = extensions;
    // Asked for each mail, so found once.
    this.maxSize = maxSize(extensions.getOrDefault(Extension.SIZE, ""));
    this.maxRecipients = limit("RCPTMAX");
    this.maxRecipientDomains = limit("RCPTDOMAINMAX");
    this.maxMessages = limit("MAILMAX");
  }

  /** Returns the capabilities of a server that offers nothing. */
  public static Capabilities none() {
    return NONE;
  }

  /**
   * Makes capabilities.
   *
   * @param extensions the extensions, each with its parameters as one text, {@code ""} if it has
   *     none
   */
  public static Capabilities of(Map<Extension, String> extensions) {
    return new Capabilities(new LinkedHashMap<>(extensions));
  }

  /** Tells whether the server offers an extension. */
  public boolean has(Extension extension) {
    return extensions.containsKey(extension);
  }

  /** Returns the parameters of an extension as the server wrote them, or empty if not offered. */
  public Optional<String> parameters(Extension extension) {
    return Optional.ofNullable(extensions.get(extension));
  }

  /** Returns the extensions in the order in which the server named them. */
  public Set<Extension> extensions() {
    return Collections.unmodifiableSet(extensions.keySet());
  }

  /**
   * Returns the largest content in octets that the server takes (RFC 1870), or empty if it names no
   * limit, or one that is no number or 0.
   */
  public OptionalLong maxSize() {
    return maxSize;
  }

  private static OptionalLong maxSize(String size) {
    boolean number = !size.isEmpty() && size.chars().allMatch(Ascii::isDigit);
    // Nineteen digits and more are beyond any message: no limit.
    if (!number || size.length() > 18 || Long.parseLong(size) == 0) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Long.parseLong(size));
  }

  /**
   * Returns how many RCPT commands the server takes in one transaction, refused ones counted:
   * {@code RCPTMAX} of RFC 9422, section 5.2.
   *
   * @return 1 to 999,999, or empty if the server names no such limit, or one that is no such number
   */
  public OptionalInt maxRecipients() {
    return maxRecipients;
  }

  /**
   * Returns of how many domains the recipients of one transaction may be: {@code RCPTDOMAINMAX} of
   * RFC 9422, section 5.3.
   *
   * @return 1 to 999,999, or empty if the server names no such limit, or one that is no such number
   */
  public OptionalInt maxRecipientDomains() {
    return maxRecipientDomains;
  }

  /**
   * Returns how many MAIL commands the server takes on one connection, refused ones counted: {@code
   * MAILMAX} of RFC 9422, section 5.1.
   *
   * @return 1 to 999,999, or empty if the server names no such limit, or one that is no such number
   */
  public OptionalInt maxMessages() {
    return maxMessages;
  }

  /**
   * Finds a limit in {@code LIMITS name=value name=value …}. Other names and malformed values are
   * as good as not there; of a limit given twice the smaller one cannot be wrong.
   */
  private OptionalInt limit(String name) {
    String prefix = name + "=";
    return words(Extension.LIMITS)
        .filter(word -> word.regionMatches(true, 0, prefix, 0, prefix.length()))
        .map(word -> word.substring(prefix.length()))
        .filter(Capabilities::isLimit)
        .mapToInt(Integer::parseInt)
        .min();
  }

  private static boolean isLimit(String value) {
    return !value.isEmpty()
        && value.length() <= LIMIT_DIGITS
        && value.chars().allMatch(Ascii::isDigit)
        && value.charAt(0) != '0';
  }

  private Stream<String> words(Extension extension) {
    String[] words = extensions.getOrDefault(extension, "").split(" ", -1);
    return Stream.of(words).filter(word -> !word.isEmpty());
  }

  /** Returns the SASL mechanisms offered, in upper case and in the server's order. */
  public Set<String> mechanisms() {
    Set<String> mechanisms = new LinkedHashSet<>();
    words(Extension.AUTH).forEach(name -> mechanisms.add(name.toUpperCase(Locale.ROOT)));
    return mechanisms;
  }

  /** Returns these capabilities without some extensions, for a server that breaks on them. */
  public Capabilities without(Set<Extension> disabled) {
    Map<Extension, String> rest = new LinkedHashMap<>(extensions);
    rest.keySet().removeAll(disabled);
    return new Capabilities(rest);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Capabilities that && extensions.equals(that.extensions);
  }

  @Override
  public int hashCode() {
    return extensions.hashCode();
  }

  /** Returns the extensions and their parameters. */
  @Override
  public String toString() {
    return extensions.toString();
  }
}
