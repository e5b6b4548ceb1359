package smtp.core.internal.options;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import smtp.api.internal.Ascii;

/** Names of SASL mechanisms (RFC 4422, section 3.1). */
public final class MechanismName {

  private static final String BOUND = "-PLUS";

  private MechanismName() {}

  /**
   * Returns the name of a mechanism in upper case.
   *
   * @throws IllegalArgumentException if it is not a mechanism name
   */
  public static String checked(String name) {
    if (!Ascii.isMechanismName(name)) {
      throw new IllegalArgumentException(
          "The name of a SASL mechanism has 1 to 20 letters, digits, hyphens and underscores");
    }
    return name.toUpperCase(Locale.ROOT);
  }

  /**
   * Returns names of mechanisms in upper case.
   *
   * @throws IllegalArgumentException if one is not a mechanism name
   */
  public static Set<String> checked(String... names) {
    return Arrays.stream(names).map(MechanismName::checked).collect(Collectors.toUnmodifiableSet());
  }

  /** Returns whether a mechanism uses channel binding, by its name (RFC 5801, section 8). */
  public static boolean binds(String mechanism) {
    return mechanism.endsWith(BOUND);
  }

  /** Returns the name of the same mechanism without channel binding. */
  public static String withoutBinding(String mechanism) {
    return binds(mechanism)
        ? mechanism.substring(0, mechanism.length() - BOUND.length())
        : mechanism;
  }
}
