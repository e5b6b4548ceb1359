package smtp.core.internal.session;

import org.jspecify.annotations.Nullable;
import smtp.api.Credentials;

/**
 * An access token whose supplier can be asked once more when a server refuses what it gave: a token
 * that was good when it was stored may have expired since.
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
   * Asks the supplier once more; not a second time.
   *
   * @return whether there is another token than the one that was shown: a refused one is not worth
   *     another refusal
   */
  boolean renew() throws Exception {
    if (next != null) {
      return false;
    }
    next = source.token();
    return !next.equals(shown);
  }
}
