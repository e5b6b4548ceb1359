package smtp.core.internal.login;

import org.jspecify.annotations.Nullable;
import smtp.api.Credentials;

/**
 * An access token that is obtained a second time if the server refuses the first one: a stored
 * token may have expired in the meantime.
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
   * Asks the supplier a second and last time.
   *
   * @return whether the token is a different one: the same would be refused again
   */
  boolean renew() throws Exception {
    if (next != null) {
      return false;
    }
    next = source.token();
    return !next.equals(shown);
  }
}
