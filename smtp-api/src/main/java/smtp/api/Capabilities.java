package smtp.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Stream;
import smtp.api.internal.Ascii;
import smtp.api.internal.PrintableText;

/**
 * What a server offers: the extensions of its reply to EHLO or LHLO, with their parameters (RFC
 * 5321, section 4.1.1.1).
 *
 * <p>Immutable.
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
    // Needed for each message, so computed once.
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
   * Makes capabilities, for tests and for other implementations of a session.
   *
   * @param extensions the extensions, each with its parameters as one text ({@code ""} if it has
   *     none); copied, in its order
   */
  public static Capabilities of(Map<Extension, String> extensions) {
    Objects.requireNonNull(extensions, "extensions");
    return new Capabilities(new LinkedHashMap<>(extensions));
  }

  /** Returns whether the server offers an extension. */
  public boolean has(Extension extension) {
    return extensions.containsKey(Objects.requireNonNull(extension, "extension"));
  }

  /**
   * Returns the parameters of an extension as the server wrote them.
   *
   * @return the parameters ({@code ""} if there are none), or empty if the server does not offer
   *     the extension
   */
  public Optional<String> parameters(Extension extension) {
    return Optional.ofNullable(extensions.get(Objects.requireNonNull(extension, "extension")));
  }

  /** Returns the extensions, in the order in which the server lists them. */
  public Set<Extension> extensions() {
    return Collections.unmodifiableSet(extensions.keySet());
  }

  /**
   * Returns the largest content that the server accepts (RFC 1870).
   *
   * @return the size in bytes, 1 or more; empty if the server announces no limit, or one that is 0
   *     or no number
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
   * Returns how many RCPT commands the server accepts in one transaction, including those that it
   * refuses: {@code RCPTMAX} of RFC 9422, section 5.2.
   *
   * @return 1 to 999,999; empty if the server announces no such limit, or a malformed one
   */
  public OptionalInt maxRecipients() {
    return maxRecipients;
  }

  /**
   * Returns how many different domains the recipients of one transaction may have: {@code
   * RCPTDOMAINMAX} of RFC 9422, section 5.3.
   *
   * @return 1 to 999,999; empty if the server announces no such limit, or a malformed one
   */
  public OptionalInt maxRecipientDomains() {
    return maxRecipientDomains;
  }

  /**
   * Returns how many MAIL commands the server accepts on one connection, including those that it
   * refuses: {@code MAILMAX} of RFC 9422, section 5.1.
   *
   * @return 1 to 999,999; empty if the server announces no such limit, or a malformed one
   */
  public OptionalInt maxMessages() {
    return maxMessages;
  }

  /**
   * Finds a limit in {@code LIMITS name=value name=value …}. Other names and malformed values are
   * ignored. Of a limit that is given twice, the smaller one is safe.
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

  /**
   * Returns the names of the SASL mechanisms that the server offers (RFC 4954), in upper case and
   * in the server's order; none if it does not offer AUTH. A word that cannot be a name (RFC 4422,
   * section 3.1) is left out.
   */
  public Set<String> mechanisms() {
    Set<String> mechanisms = new LinkedHashSet<>();
    words(Extension.AUTH)
        .filter(Ascii::isMechanismName)
        .forEach(name -> mechanisms.add(name.toUpperCase(Locale.ROOT)));
    return mechanisms;
  }

  /**
   * Returns a copy without some extensions, for a server whose implementation of them is broken.
   */
  public Capabilities without(Set<Extension> disabled) {
    Objects.requireNonNull(disabled, "disabled");
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

  @Override
  public String toString() {
    StringJoiner out = new StringJoiner(", ", "Capabilities[", "]");
    extensions.forEach((extension, parameters) ->
        out.add((extension + " " + PrintableText.escape(parameters)).strip()));
    return PrintableText.shortened(out.toString());
  }
}
