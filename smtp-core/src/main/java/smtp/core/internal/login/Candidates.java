package smtp.core.internal.login;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import smtp.api.Credentials;
import smtp.api.spi.SaslException;
import smtp.api.spi.SaslMechanism;
import smtp.api.spi.SaslMechanismProvider;
import smtp.core.internal.connection.Connection;
import smtp.core.internal.options.LoginOption;
import smtp.core.internal.options.MechanismName;
import smtp.core.internal.options.Options;

/** Finds the mechanisms that a login can use: offered, allowed, and right for the credentials. */
final class Candidates {

  private static final System.Logger LOGGER = System.getLogger("smtp.core");
  private static final String UNENCRYPTED =
      "it would send the credentials unencrypted; use TLS (TlsMode.STARTTLS or IMPLICIT), or call"
          + " allowUnencryptedCredentials()";

  private final Connection connection;
  private final Options options;
  private final Set<String> offered;
  private final SessionSaslContext context;
  private final Attempts attempts;

  Candidates(
      Connection connection,
      Options options,
      Set<String> offered,
      SessionSaslContext context,
      Attempts attempts) {
    this.connection = connection;
    this.options = options;
    this.offered = offered;
    this.context = context;
    this.attempts = attempts;
  }

  /** A mechanism that is ready to run, with its provider and credentials. */
  record Candidate(
      SaslMechanismProvider provider, Credentials credentials, SaslMechanism mechanism) {
    String name() {
      return provider.name();
    }

    /** Closes the mechanism. It was used or not, so a failure of this changes nothing. */
    void close() {
      try {
        mechanism.close();
      } catch (RuntimeException | Error e) {
        LOGGER.log(System.Logger.Level.WARNING, "The mechanism " + name() + " failed to close", e);
      }
    }
  }

  /** Returns the candidates, strongest first. The caller closes them. */
  List<Candidate> strongestFirst(Credentials credentials) {
    List<Candidate> ranked = new ArrayList<>();
    List<Candidate> others = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (SaslMechanismProvider provider : usableProviders()) {
      Optional<Candidate> made =
          names.contains(provider.name()) ? Optional.empty() : create(provider, credentials);
      if (made.isPresent()) {
        names.add(provider.name());
        (MechanismRank.isKnown(provider.name()) ? ranked : others).add(made.get());
      }
    }
    // The library cannot judge an unknown mechanism, so it uses one only if there is no other.
    if (ranked.isEmpty() && others.size() == 1) {
      return others;
    }
    others.forEach(Candidate::close);
    return ranked;
  }

  private List<SaslMechanismProvider> usableProviders() {
    return options.get(LoginOption.MECHANISMS).stream()
        .filter(provider -> isOffered(provider.name()))
        .filter(provider -> isAllowed(provider.name()))
        .sorted(MechanismRank.STRONGEST_FIRST)
        .toList();
  }

  boolean isOffered(String mechanism) {
    return offered.contains(mechanism);
  }

  /** Returns whether the caller allows a mechanism. */
  boolean isAllowed(String mechanism) {
    boolean binding = MechanismName.binds(mechanism);
    boolean suits =
        switch (options.get(LoginOption.CHANNEL_BINDING)) {
          case REQUIRED -> binding;
          case PREFERRED -> true;
          case NONE -> !binding;
        };
    Set<String> allowed = options.get(LoginOption.ALLOWED);
    return suits && (allowed.isEmpty() || allowed.contains(mechanism));
  }

  /** Creates a candidate, or notes why the mechanism cannot be used. */
  Optional<Candidate> create(SaslMechanismProvider provider, Credentials credentials) {
    if (provider.needsConfidentiality() && !mayShowCredentials()) {
      attempts.gaveUp(provider.name(), UNENCRYPTED);
      return Optional.empty();
    }
    try {
      return Objects.requireNonNull(provider.create(credentials, context))
          .map(mechanism -> new Candidate(provider, credentials, mechanism));
    } catch (SaslException e) {
      attempts.gaveUp(provider.name(), e);
    } catch (RuntimeException e) {
      attempts.gaveUp(provider.name(), SaslExchange.defect(e));
    }
    return Optional.empty();
  }

  private boolean mayShowCredentials() {
    return connection.transport().tls().isPresent()
        || connection.transport().link().isPrivate()
        || options.get(LoginOption.UNENCRYPTED_CREDENTIALS);
  }
}
