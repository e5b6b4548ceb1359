package smtp.api;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.security.auth.Destroyable;
import org.jspecify.annotations.Nullable;

/**
 * What a client proves its identity with.
 *
 * <p>Not a closed set: a module that adds a SASL mechanism may bring its own kind, which no other
 * mechanism will use. {@code toString} of an implementation never shows a secret.
 */
public interface Credentials {

  /**
   * Returns a user name and a password.
   *
   * @param password copied; the copy lives until {@link Password#destroy()}
   * @throws IllegalArgumentException if either holds NUL, ^A, CR or LF, or the name is empty
   */
  static Password password(String username, CharSequence password) {
    char[] copy = new char[password.length()];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = password.charAt(i);
    }
    return new Password(username, copy, null);
  }

  /**
   * Returns a user name and a password.
   *
   * @param password copied, so that the caller may wipe it; the copy lives until {@link
   *     Password#destroy()}
   * @throws IllegalArgumentException if either holds NUL, ^A, CR or LF, or the name is empty
   */
  static Password password(String username, char[] password) {
    return new Password(username, password.clone(), null);
  }

  /**
   * Returns a user name and a password that is asked for at each authentication.
   *
   * @param supplier gives an array of its own each time, which is wiped after use
   * @throws IllegalArgumentException if the name holds NUL, CR or LF, or is empty
   */
  static Password password(String username, Callable<char[]> supplier) {
    return new Password(username, new char[0], supplier);
  }

  /**
   * Returns a user name and an OAuth 2.0 access token that is asked for at each authentication.
   *
   * @param supplier gives the current token; asked once more, in the same session, when a server
   *     refuses what it gave, and the answer is sent if it is another one
   * @throws IllegalArgumentException if the name holds a control character or is empty
   */
  static Token token(String username, Callable<String> supplier) {
    return new Token(username, supplier);
  }

  /**
   * Returns the credentials of a client whom the server knows by other means, such as its TLS
   * certificate (SASL EXTERNAL, RFC 4422 appendix A).
   *
   * @param authorizationId whom to act as, or {@code ""} for the identity that the server derives
   * @throws IllegalArgumentException if it holds NUL, CR or LF
   */
  static External external(String authorizationId) {
    return new External(authorizationId);
  }

  /**
   * Returns the credentials of nobody in particular (SASL ANONYMOUS, RFC 4505).
   *
   * @param trace an address or other text for the server's log; may be empty
   * @throws IllegalArgumentException if it holds NUL, CR or LF
   */
  static Anonymous anonymous(String trace) {
    return new Anonymous(trace);
  }

  /** A user name and a password. Safe for use by several threads. */
  final class Password implements Credentials, Destroyable {

    private final String username;
    private final char[] password;
    private final @Nullable Callable<char[]> supplier;
    private volatile boolean destroyed;

    private Password(String username, char[] password, @Nullable Callable<char[]> supplier) {
      this.username = checkedName(username);
      this.password = checkedSecret(password);
      this.supplier = supplier;
    }

    /** Refuses what ends a line, or a field of a mechanism's message. */
    private static char[] checkedSecret(char[] secret) {
      for (char c : secret) {
        if (c == 0 || c == 1 || c == '\r' || c == '\n') {
          throw new IllegalArgumentException("A password holds no NUL, ^A, CR or LF");
        }
      }
      return secret;
    }

    /** Returns the user name. */
    public String username() {
      return username;
    }

    /**
     * Returns a copy of the password, for the caller to wipe.
     *
     * @throws IllegalStateException if these credentials were destroyed
     * @throws IllegalArgumentException if a supplier gave one that holds NUL, ^A, CR or LF
     * @throws Exception if the password comes from a supplier and that failed
     */
    public char[] password() throws Exception {
      char[] copy = copy();
      if (supplier == null) {
        return copy;
      }
      return checkedSecret(supplier.call());
    }

    /** Never a half-wiped password, which a server would count as a wrong one. */
    private char[] copy() {
      synchronized (password) {
        if (destroyed) {
          throw new IllegalStateException("These credentials were destroyed");
        }
        return password.clone();
      }
    }

    /** Wipes the password. */
    @Override
    public void destroy() {
      synchronized (password) {
        destroyed = true;
        Arrays.fill(password, '\0');
      }
    }

    @Override
    public boolean isDestroyed() {
      return destroyed;
    }

    /** Returns the user name; never the password. */
    @Override
    public String toString() {
      return "password of " + username;
    }
  }

  /** A user name and the source of an access token. Safe for use by several threads. */
  final class Token implements Credentials {

    private final String username;
    private final Callable<String> supplier;

    private Token(String username, Callable<String> supplier) {
      this.username = checkedName(username);
      this.supplier = supplier;
    }

    /** Returns the user name. */
    public String username() {
      return username;
    }

    /**
     * Asks for a token.
     *
     * @throws IllegalArgumentException if it is empty or not printable ASCII, without quoting it
     * @throws Exception if there is none to be had
     */
    public String token() throws Exception {
      String token = supplier.call();
      if (token.isEmpty() || !token.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
        throw new IllegalArgumentException(
            "The access token is empty or holds what is not printable ASCII");
      }
      return token;
    }

    /** Returns the user name; never the token. */
    @Override
    public String toString() {
      return "access token of " + username;
    }
  }

  /** An identity that the server knows by other means. */
  final class External implements Credentials {

    private final String authorizationId;

    private External(String authorizationId) {
      this.authorizationId = checkedText("authorization identity", authorizationId);
    }

    /** Returns whom to act as, or empty for the identity that the server derives. */
    public Optional<String> authorizationId() {
      return Optional.of(authorizationId).filter(id -> !id.isEmpty());
    }

    @Override
    public String toString() {
      return "external identity " + authorizationId;
    }
  }

  /** Nobody in particular. */
  final class Anonymous implements Credentials {

    private final String trace;

    private Anonymous(String trace) {
      this.trace = checkedText("trace", trace);
    }

    /** Returns the text for the server's log; may be empty. */
    public String trace() {
      return trace;
    }

    @Override
    public String toString() {
      return "anonymous " + trace;
    }
  }

  private static String checkedName(String username) {
    if (username.isEmpty()) {
      throw new IllegalArgumentException("A user name cannot be empty");
    }
    return checkedText("user name", username);
  }

  private static String checkedText(String what, String text) {
    if (text.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
      throw new IllegalArgumentException("No control character in a " + what);
    }
    return text;
  }
}
