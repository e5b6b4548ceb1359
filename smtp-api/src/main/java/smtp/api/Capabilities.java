package smtp.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a server offered in its answer to EHLO or LHLO.
 *
 * <p>Empty before the greeting, after HELO and after STARTTLS: what was said in clear no longer
 * counts. Immutable.
 */
public final class Capabilities {

  private static final Capabilities NONE = new Capabilities(Map.of());

  private final Map<Extension, String> extensions;

  private Capabilities(Map<Extension, String> extensions) {
    this.extensions = extensions;
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
    String size = extensions.getOrDefault(Extension.SIZE, "");
    boolean number = !size.isEmpty() && size.chars().allMatch(Ascii::isDigit);
    // Nineteen digits and more are beyond any message: no limit.
    if (!number || size.length() > 18 || Long.parseLong(size) == 0) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Long.parseLong(size));
  }

  /** Returns the SASL mechanisms offered, in upper case and in the server's order. */
  public Set<String> mechanisms() {
    Set<String> mechanisms = new LinkedHashSet<>();
    for (String name : extensions.getOrDefault(Extension.AUTH, "").split(" ", -1)) {
      if (!name.isEmpty()) {
        mechanisms.add(name.toUpperCase(Locale.ROOT));
      }
    }
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
