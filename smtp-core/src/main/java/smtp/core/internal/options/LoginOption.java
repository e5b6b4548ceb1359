package smtp.core.internal.options;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import smtp.api.ChannelBinding;
import smtp.api.Credentials;
import smtp.api.EhloAfterLogin;
import smtp.api.spi.SaslMechanismProvider;

/** The options of authentication. */
public final class LoginOption {

  /** The credentials to authenticate with when connecting; empty for none. */
  public static final Option<Optional<Credentials>> CREDENTIALS = Option.of(Optional.empty());

  /** The available SASL mechanisms. */
  public static final Option<List<SaslMechanismProvider>> MECHANISMS = Option.of(List.of());

  /** The names of the mechanisms that may be used; empty if all may. */
  public static final Option<Set<String>> ALLOWED = Option.of(Set.of());

  /** The options of the mechanisms, by names that their modules document. */
  public static final Option<Map<String, String>> MECHANISM_OPTIONS = Option.of(Map.of());

  /** Whether the initial response is sent with the AUTH command. */
  public static final Option<Boolean> INITIAL_RESPONSE = Option.of(true);

  /** Whether credentials may be sent over an unencrypted connection. */
  public static final Option<Boolean> UNENCRYPTED_CREDENTIALS = Option.of(false);

  /** Whether EHLO is sent again after the login. */
  public static final Option<EhloAfterLogin> EHLO_AFTER_LOGIN = Option.of(EhloAfterLogin.IF_NEEDED);

  /** Whether the login is bound to the TLS connection. */
  public static final Option<ChannelBinding> CHANNEL_BINDING = Option.of(ChannelBinding.PREFERRED);

  /** Whether it may be bound to the server's certificate alone. */
  public static final Option<Boolean> SERVER_END_POINT = Option.of(false);

  private LoginOption() {}
}
