package smtp.core.internal.client;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Collectors;
import smtp.api.SmtpTlsException;
import smtp.api.spi.SaslMechanismProvider;
import smtp.api.spi.TlsProvider;
import smtp.core.internal.options.Artifact;

/** Finds the installed providers. One that fails to load, or to tell its name, is skipped. */
final class Providers {

  /** The name of the provider in the module smtp.tls. */
  private static final String JSSE = "JSSE";

  private static final System.Logger LOGGER = System.getLogger("smtp.core");

  private Providers() {}

  /** Returns the given providers, then the installed ones. */
  static List<SaslMechanismProvider> mechanisms(List<SaslMechanismProvider> given) {
    List<SaslMechanismProvider> all = new ArrayList<>(given);
    all.addAll(found(ServiceLoader.load(SaslMechanismProvider.class)));
    return all.stream()
        .<SaslMechanismProvider>mapMulti((provider, use) ->
            name(provider, SaslMechanismProvider::name)
                .ifPresent(name -> use.accept(new GuardedMechanism(name, provider))))
        .toList();
  }

  /** Returns the default TLS provider: the JDK's, otherwise the only one that is installed. */
  static TlsProvider tls() throws SmtpTlsException {
    List<TlsProvider> all = found(ServiceLoader.load(TlsProvider.class));
    if (all.isEmpty()) {
      throw new SmtpTlsException(
          "This runtime has no TLS provider; " + Artifact.TLS.advice(), null);
    }
    return named(all, JSSE)
        .or(() -> all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty())
        .orElseThrow(() ->
            new SmtpTlsException(
                "Choose a TLS provider with tlsProvider(name); installed are " + names(all), null));
  }

  /** Returns the TLS provider of that name. */
  static TlsProvider tls(String name) {
    List<TlsProvider> all = found(ServiceLoader.load(TlsProvider.class));
    return named(all, name)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "No installed TLS provider is named %s; installed are %s"
                    .formatted(name, names(all))));
  }

  /** Returns the provider of smtp.tls, if it is there. */
  static Optional<TlsProvider> jsse() {
    return named(found(ServiceLoader.load(TlsProvider.class)), JSSE);
  }

  private static Optional<TlsProvider> named(List<TlsProvider> all, String name) {
    return all.stream().filter(provider -> nameOf(provider).equals(name)).findFirst();
  }

  private static String names(List<TlsProvider> all) {
    return all.stream()
        .map(Providers::nameOf)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.joining(", "));
  }

  /** Returns the name of a provider; empty if it fails to tell. */
  static String nameOf(TlsProvider provider) {
    return name(provider, TlsProvider::name).orElse("");
  }

  /** Returns the name of a provider, unless it fails to tell: then the provider is skipped. */
  private static <T> Optional<String> name(T provider, Function<T, String> asked) {
    try {
      return Optional.of(asked.apply(provider));
    } catch (RuntimeException | Error e) {
      skipped(provider.getClass(), e);
      return Optional.empty();
    }
  }

  private static void skipped(Class<?> provider, Throwable failure) {
    LOGGER.log(
        System.Logger.Level.WARNING,
        "Skipped a provider that could not be loaded: " + provider,
        failure);
  }

  private static <T> List<T> found(ServiceLoader<T> loader) {
    List<T> all = new ArrayList<>();
    Iterator<ServiceLoader.Provider<T>> providers = loader.stream().iterator();
    while (hasNext(providers)) {
      instance(providers.next()).ifPresent(all::add);
    }
    return all;
  }

  /** Skips providers whose class cannot be loaded. */
  private static boolean hasNext(Iterator<?> providers) {
    while (true) {
      try {
        return providers.hasNext();
      } catch (ServiceConfigurationError | LinkageError e) {
        LOGGER.log(System.Logger.Level.WARNING, "Skipped a provider that could not be loaded", e);
      }
    }
  }

  private static <T> Optional<T> instance(ServiceLoader.Provider<T> provider) {
    try {
      return Optional.of(Objects.requireNonNull(provider.get()));
    } catch (RuntimeException | Error e) {
      skipped(provider.type(), e);
      return Optional.empty();
    }
  }
}
