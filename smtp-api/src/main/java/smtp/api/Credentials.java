package smtp.api;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.security.auth.Destroyable;
import org.jspecify.annotations.Nullable;
import smtp.api.internal.PrintableText;

/**
 * What a client authenticates with: a password, an access token, a TLS certificate, or nothing.
 *
 * <p>A module that adds a SASL mechanism may implement its own kind of credentials, which only its
 * mechanisms use. {@code toString} of an implementation never shows a secret.
 */
public interface Credentials {

  /**
   * Returns a user name and a password.
   *
   * @param username the user name, often the email address
   * @param password the password; copied, and the copy lives until {@link Password#destroy()}
   * @throws IllegalArgumentException if the name is empty or holds a control character, or the
   *     password holds NUL, ^A, CR or LF
   */
  static Password password(String username, CharSequence password) {
    Objects.requireNonNull(password, "password");
    char[] copy = new char[password.length()];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = password.charAt(i);
    }
    return new Password(username, copy, null);
  }

  /**
   * Returns a user name and a password.
   *
   * @param username the user name, often the email address
   * @param password the password; copied, so the caller may wipe it. The copy lives until {@link
   *     Password#destroy()}
   * @throws IllegalArgumentException if the name is empty or holds a control character, or the
   *     password holds NUL, ^A, CR or LF
   */
  static Password password(String username, char[] password) {
    Objects.requireNonNull(password, "password");
    return new Password(username, password.clone(), null);
  }

  /**
   * Returns a user name and the source of its password.
   *
   * @param username the user name, often the email address
   * @param supplier returns the password, in a new array that is wiped after use; called for each
   *     authentication
   * @throws IllegalArgumentException if the name is empty or holds a control character
   */
  static Password password(String username, Callable<char[]> supplier) {
    Objects.requireNonNull(supplier, "supplier");
    return new Password(username, new char[0], supplier);
  }

  /**
   * Returns a user name and the source of its OAuth 2.0 access token.
   *
   * @param username the user name, often the email address
   * @param supplier returns the current token; called for each authentication. If the server
   *     refuses the token, it is called once more in the same session, and another token is tried
   * @throws IllegalArgumentException if the name is empty or holds a control character
   */
  static Token token(String username, Callable<String> supplier) {
    return new Token(username, supplier);
  }

  /**
   * Returns the credentials of a client that the server identifies otherwise, such as by its TLS
   * certificate (SASL EXTERNAL, RFC 4422, appendix A).
   *
   * @param authorizationId the identity to act as, or {@code ""} for the one that the server
   *     derives
   * @throws IllegalArgumentException if it holds a control character
   */
  static External external(String authorizationId) {
    return new External(authorizationId);
  }

  /**
   * Returns the credentials of an anonymous client (SASL ANONYMOUS, RFC 4505).
   *
   * @param trace an email address or other text for the server's log; may be empty
   * @throws IllegalArgumentException if it holds a control character
   */
  static Anonymous anonymous(String trace) {
    return new Anonymous(trace);
  }

  /**
   * A user name, and a password or its source.
   *
   * <p>Safe for use by several threads.
   */
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

    /** Refuses characters that end a line, or a field in the message of a mechanism. */
    private static char[] checkedSecret(char[] secret) {
      for (char c : secret) {
        if (c == 0 || c == 1 || c == '\r' || c == '\n') {
          throw new IllegalArgumentException("A password cannot hold NUL, ^A, CR or LF");
        }
      }
      return secret;
    }

    /** Returns the user name. */
    public String username() {
      return username;
    }

    /**
     * Returns the password, in an array for the caller to wipe.
     *
     * @throws IllegalStateException if these credentials were destroyed
     * @throws IllegalArgumentException if the supplier returned one that holds NUL, ^A, CR or LF
     * @throws Exception what the supplier throws
     */
    public char[] password() throws Exception {
      char[] copy = copy();
      if (supplier == null) {
        return copy;
      }
      return checkedSecret(supplier.call());
    }

    /** Never returns a half-wiped password, which a server would count as a wrong one. */
    private char[] copy() {
      synchronized (password) {
        if (destroyed) {
          throw new IllegalStateException("These credentials were destroyed");
        }
        return password.clone();
      }
    }

    /** Wipes the password. From then on, {@link #password()} throws. */
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
      return PrintableText.escape("password of " + username);
    }
  }

  /**
   * A user name, and the source of its OAuth 2.0 access token.
   *
   * <p>Safe for use by several threads, if the source is.
   */
  final class Token implements Credentials {

    private final String username;
    private final Callable<String> supplier;

    private Token(String username, Callable<String> supplier) {
      this.username = checkedName(username);
      this.supplier = Objects.requireNonNull(supplier, "supplier");
    }

    /** Returns the user name. */
    public String username() {
      return username;
    }

    /**
     * Asks the source for the current token.
     *
     * @throws IllegalArgumentException if the token is empty or not printable ASCII; the message
     *     does not quote it
     * @throws Exception what the supplier throws
     */
    public String token() throws Exception {
      String token = supplier.call();
      if (token.isEmpty() || !token.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
        throw new IllegalArgumentException("The access token is empty, or not printable ASCII");
      }
      return token;
    }

    /** Returns the user name; never the token. */
    @Override
    public String toString() {
      return PrintableText.escape("access token of " + username);
    }
  }

  /**
   * An identity that the server establishes outside SASL, such as by the TLS certificate.
   *
   * <p>Immutable.
   */
  final class External implements Credentials {

    private final String authorizationId;

    private External(String authorizationId) {
      Objects.requireNonNull(authorizationId, "authorizationId");
      this.authorizationId = checkedText("authorization identity", authorizationId);
    }

    /** Returns the identity to act as, or empty for the one that the server derives. */
    public Optional<String> authorizationId() {
      return Optional.of(authorizationId).filter(id -> !id.isEmpty());
    }

    @Override
    public String toString() {
      return PrintableText.escape(("external identity " + authorizationId).strip());
    }
  }

  /**
   * An anonymous client.
   *
   * <p>Immutable.
   */
  final class Anonymous implements Credentials {

    private final String trace;

    private Anonymous(String trace) {
      Objects.requireNonNull(trace, "trace");
      this.trace = checkedText("trace", trace);
    }

    /** Returns the text for the server's log; may be empty. */
    public String trace() {
      return trace;
    }

    @Override
    public String toString() {
      return PrintableText.escape(("anonymous " + trace).strip());
    }
  }

  private static String checkedName(String username) {
    Objects.requireNonNull(username, "username");
    if (username.isEmpty()) {
      throw new IllegalArgumentException("A user name cannot be empty");
    }
    return checkedText("user name", username);
  }

  private static String checkedText(String what, String text) {
    if (text.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
      throw new IllegalArgumentException("A control character is not allowed in the " + what);
    }
    return text;
  }
}
