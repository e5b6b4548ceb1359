package smtp.core;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import smtp.api.spi.SaslMechanismProvider;
import smtp.api.spi.TlsProvider;

/** Finds the providers on the module path or class path. One that fails to load is left out. */
final class Providers {

  private static final System.Logger LOGGER = System.getLogger("smtp.core");

  private Providers() {}

  /** Returns the given providers and, behind them, those that are found. */
  static List<SaslMechanismProvider> mechanisms(List<SaslMechanismProvider> given) {
    List<SaslMechanismProvider> all = new ArrayList<>(given);
    all.addAll(found(ServiceLoader.load(SaslMechanismProvider.class)));
    return List.copyOf(all);
  }

  static Optional<TlsProvider> tls() {
    return found(ServiceLoader.load(TlsProvider.class)).stream().findFirst();
  }

  private static <T> List<T> found(ServiceLoader<T> loader) {
    List<T> all = new ArrayList<>();
    Iterator<ServiceLoader.Provider<T>> providers = loader.stream().iterator();
    while (hasNext(providers)) {
      instance(providers.next()).ifPresent(all::add);
    }
    return all;
  }

  /** Moves on to the next provider whose class there is. */
  private static boolean hasNext(Iterator<?> providers) {
    while (true) {
      try {
        return providers.hasNext();
      } catch (ServiceConfigurationError e) {
        LOGGER.log(System.Logger.Level.WARNING, "Left out a provider", e);
      }
    }
  }

  private static <T> Optional<T> instance(ServiceLoader.Provider<T> provider) {
    try {
      return Optional.of(Objects.requireNonNull(provider.get()));
    } catch (ServiceConfigurationError | RuntimeException e) {
      LOGGER.log(System.Logger.Level.WARNING, "Left out a provider: " + provider.type(), e);
      return Optional.empty();
    }
  }
}
