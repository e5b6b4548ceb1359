package smtp.tls;

import java.io.IOException;
import java.security.UnrecoverableKeyException;
import java.security.spec.InvalidKeySpecException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is said when a file does not open with its password. JDK 21 takes only ASCII passwords and
 * JDK 25 takes others too; each tells a password that it cannot use in several ways. So it is told
 * by the types of the exceptions and by the password, never by the JDK's words or version.
 */
final class WrongPassword {

  private WrongPassword() {}

  /** Returns whether a key store did not open because of its password. */
  static boolean isTheReason(IOException failure) {
    return Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
        .anyMatch(cause ->
            cause instanceof UnrecoverableKeyException || cause instanceof InvalidKeySpecException);
  }

  /**
   * Returns the message for a password, which it does not quote.
   *
   * @param what what the password belongs to, with the name of the file
   */
  static String of(String what, char @Nullable [] password) {
    String message = "The password of " + what + " is wrong or missing";
    return password == null || isAscii(password)
        ? message
        : message
            + "; it is not ASCII, which not every version of Java accepts: if it is right, change"
            + " it to an ASCII one";
  }

  private static boolean isAscii(char[] password) {
    return new String(password).chars().allMatch(c -> c < 0x80);
  }
}
