package smtp.auth;

import smtp.api.spi.SaslContext;
import smtp.api.spi.SaslException;

/**
 * How often a server may have a password hashed. Less makes it easy to guess the password from what
 * the client sends, more keeps the client busy for as long as the server likes.
 *
 * @param min the least, 4,096 as RFC 5802, section 5.1 recommends
 * @param max the most, 1,000,000 by default: a second or some of them
 */
record IterationBounds(int min, int max) {

  static final String MIN_OPTION = "scram.min-iterations";
  static final String MAX_OPTION = "scram.max-iterations";

  private static final int DEFAULT_MIN = 4_096;
  private static final int DEFAULT_MAX = 1_000_000;

  static IterationBounds of(SaslContext context) throws SaslException {
    return new IterationBounds(
        option(context, MIN_OPTION, DEFAULT_MIN), option(context, MAX_OPTION, DEFAULT_MAX));
  }

  private static int option(SaslContext context, String name, int byDefault) throws SaslException {
    String value = context.option(name).orElse(Integer.toString(byDefault));
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new SaslException("The option " + name + " is not a number", e);
    }
  }

  void check(int iterations) throws SaslException {
    if (iterations < min) {
      throw new SaslException(
          "The server has the password hashed %d times only, which makes it easy to guess (%s is %d)"
              .formatted(iterations, MIN_OPTION, min));
    }
    if (iterations > max) {
      throw new SaslException(
          "The server wants the password hashed %d times, which would take too long (%s is %d)"
              .formatted(iterations, MAX_OPTION, max));
    }
  }
}
