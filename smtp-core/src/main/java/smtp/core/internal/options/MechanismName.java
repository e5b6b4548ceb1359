package smtp.core.internal.options;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Names of SASL mechanisms (RFC 4422, section 3.1). */
public final class MechanismName {

  private static final int LONGEST = 20;
  private static final String BOUND = "-PLUS";

  private MechanismName() {}

  /**
   * Returns a mechanism's name in upper case.
   *
   * @throws IllegalArgumentException if no mechanism can have it
   */
  public static String checked(String name) {
    boolean valid = name.chars().allMatch(MechanismName::isValid);
    if (name.isEmpty() || name.length() > LONGEST || !valid) {
      throw new IllegalArgumentException(
          "A SASL mechanism's name is 1 to 20 letters, digits, hyphens and underscores");
    }
    return name.toUpperCase(Locale.ROOT);
  }

  /**
   * Returns mechanisms' names in upper case.
   *
   * @throws IllegalArgumentException if no mechanism can have one of them
   */
  public static Set<String> checked(String... names) {
    return Arrays.stream(names).map(MechanismName::checked).collect(Collectors.toUnmodifiableSet());
  }

  private static boolean isValid(int c) {
    boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    return letter || (c >= '0' && c <= '9') || c == '-' || c == '_';
  }

  /** Returns whether a mechanism binds to TLS, by its name (RFC 5801, section 8). */
  public static boolean binds(String mechanism) {
    return mechanism.endsWith(BOUND);
  }

  /** Returns the name of the mechanism that does the same without binding. */
  public static String withoutBinding(String mechanism) {
    return binds(mechanism)
        ? mechanism.substring(0, mechanism.length() - BOUND.length())
        : mechanism;
  }
}
