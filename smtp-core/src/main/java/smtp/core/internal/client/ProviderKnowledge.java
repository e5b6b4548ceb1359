package smtp.core.internal.client;

import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import smtp.api.Phase;
import smtp.api.spi.TlsProvider;
import smtp.core.internal.net.TlsLayer;

/**
 * What the provider that made a context knows about its connections.
 *
 * <p>A failure that it cannot explain goes to the provider of smtp.tls too, if it is there: most
 * contexts are the JDK's, whoever made them.
 */
record ProviderKnowledge(TlsProvider maker) implements TlsLayer.Knowledge {

  private static final System.Logger LOGGER = System.getLogger("smtp.core");

  @Override
  public Optional<byte[]> channelBinding(String type, SSLSocket socket) {
    return maker.channelBinding(type, socket);
  }

  @Override
  public Optional<String> explain(Throwable failure, Phase phase, String host) {
    return explained(maker, failure, phase, host)
        .or(() -> Providers.jsse().flatMap(jsse -> explained(jsse, failure, phase, host)));
  }

  private static Optional<String> explained(
      TlsProvider provider, Throwable failure, Phase phase, String host) {
    try {
      return Objects.requireNonNull(provider.explain(failure, phase, host));
    } catch (RuntimeException | Error e) {
      // The failure itself is worth more to the caller than one in explaining it.
      LOGGER.log(
          System.Logger.Level.WARNING,
          "The TLS provider %s failed to explain a failure".formatted(Providers.nameOf(provider)),
          e);
      return Optional.empty();
    }
  }
}
