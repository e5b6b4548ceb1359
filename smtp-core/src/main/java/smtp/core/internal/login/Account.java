package smtp.core.internal.login;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import smtp.api.Credentials;
import smtp.api.SessionListener;
import smtp.core.internal.options.Options;
import smtp.core.internal.options.SessionOption;

/**
 * Who logs in, for messages: the user name, if that is no secret. The name is hidden where email
 * addresses are.
 */
record Account(Optional<String> user) {

  static Account of(@Nullable Credentials credentials, Options options) {
    boolean hidden = options.get(SessionOption.EVENTS).addressesHidden();
    return new Account(username(credentials).map(name -> hidden ? SessionListener.HIDDEN : name));
  }

  private static Optional<String> username(@Nullable Credentials credentials) {
    return switch (credentials) {
      case Credentials.Password password -> Optional.of(password.username());
      case Credentials.Token token -> Optional.of(token.username());
      case null, default -> Optional.empty();
    };
  }

  /** Returns {@code " as ann"}, or nothing if the credentials have no user name. */
  String as() {
    return user.map(name -> " as " + name).orElse("");
  }
}
