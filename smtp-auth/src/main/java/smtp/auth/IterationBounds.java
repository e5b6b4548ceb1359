package smtp.auth;

import smtp.api.spi.SaslContext;
import smtp.api.spi.SaslException;

/**
 * How many SCRAM iterations a server may ask for. With fewer, the password is easy to guess from
 * what the client sends. With more, the server could keep the client busy as long as it likes.
 *
 * @param min the fewest, by default 4,096 as RFC 5802, section 5.1 recommends
 * @param max the most, by default 1,000,000: about a second
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
      throw new SaslException(
          "The option " + name + " is not a number; set it to a number of iterations", e);
    }
  }

  void check(int iterations) throws SaslException {
    if (iterations < min) {
      throw new SaslException(
          "The server asks for only %d iterations, which makes the password easy to guess; to"
                  .formatted(iterations)
              + " accept that, lower the mechanism option %s from %d".formatted(MIN_OPTION, min));
    }
    if (iterations > max) {
      throw new SaslException(
          "The server asks for %d iterations, which would take too long; to accept that, raise the"
                  .formatted(iterations)
              + " mechanism option %s from %d".formatted(MAX_OPTION, max));
    }
  }
}
