package smtp.core.internal.login;

import org.jspecify.annotations.Nullable;
import smtp.api.Credentials;

/**
 * An access token that can be obtained once more when the server refuses the first: a token that
 * was valid when it was stored may have expired since.
 */
final class RenewableToken {

  private final Credentials.Token source;
  private String shown = "";
  private @Nullable String next;

  RenewableToken(Credentials.Token source) {
    this.source = source;
  }

  /** Returns the credentials for mechanisms to use. */
  Credentials credentials() {
    return Credentials.token(source.username(), this::take);
  }

  private String take() throws Exception {
    String renewed = next;
    shown = renewed != null ? renewed : source.token();
    return shown;
  }

  /**
   * Asks the supplier once more, and never again after that.
   *
   * @return whether the token is another one than was shown: the same would be refused again
   */
  boolean renew() throws Exception {
    if (next != null) {
      return false;
    }
    next = source.token();
    return !next.equals(shown);
  }
}
