package smtp.message.support;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;

/** What is refused with an exception that can be logged. */
public final class Refusals {

  private Refusals() {}

  /** Asserts that a call is refused with a message on one line that begins with a name. */
  public static void assertRefused(String name, Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.startsWith(name + ":"), message);
    assertTrue(message.chars().noneMatch(c -> c < 0x20), message);
  }
}
