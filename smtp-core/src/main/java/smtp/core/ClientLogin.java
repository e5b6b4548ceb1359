package smtp.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import smtp.api.ChannelBinding;
import smtp.api.Credentials;
import smtp.api.spi.SaslMechanismProvider;
import smtp.core.internal.session.LoginOptions;

/** How a client proves its identity, as it is put together. */
final class ClientLogin {

  private final List<SaslMechanismProvider> mechanisms = new ArrayList<>();
  private final Map<String, String> mechanismOptions = new HashMap<>();
  private Set<String> allowed = Set.of();
  private @Nullable Credentials credentials;
  private boolean initialResponse = true;
  private boolean clearCredentials;
  private ChannelBinding channelBinding = ChannelBinding.PREFERRED;
  private boolean serverEndPoint;

  void credentials(Credentials clientCredentials) {
    this.credentials = clientCredentials;
  }

  void allowUnencryptedCredentials() {
    this.clearCredentials = true;
  }

  void mechanism(SaslMechanismProvider provider) {
    mechanisms.add(provider);
  }

  void onlyMechanisms(String... names) {
    if (names.length == 0) {
      throw new IllegalArgumentException("Allow at least one mechanism");
    }
    this.allowed = LoginOptions.checkedNames(names);
  }

  void mechanismOption(String name, String value) {
    mechanismOptions.put(name, value);
  }

  void withoutInitialResponse() {
    this.initialResponse = false;
  }

  void channelBinding(ChannelBinding binding) {
    this.channelBinding = binding;
  }

  void allowServerEndPointBinding() {
    this.serverEndPoint = true;
  }

  LoginOptions options() {
    return new LoginOptions(
        credentials,
        Providers.mechanisms(mechanisms),
        allowed,
        Map.copyOf(mechanismOptions),
        initialResponse,
        clearCredentials,
        channelBinding,
        serverEndPoint);
  }
}
