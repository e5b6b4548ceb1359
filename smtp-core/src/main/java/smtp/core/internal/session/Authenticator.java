package smtp.core.internal.session;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import smtp.api.Capabilities;
import smtp.api.Credentials;
import smtp.api.Reply;
import smtp.api.SmtpAuthenticationException;
import smtp.api.SmtpAuthenticationException.Attempt;
import smtp.api.SmtpException;
import smtp.api.spi.SaslException;
import smtp.api.spi.SaslMechanism;
import smtp.api.spi.SaslMechanismProvider;

/** Chooses a mechanism, and has it prove the client's identity. */
final class Authenticator {

  private final Connection connection;
  private final SessionOptions options;
  private final Set<String> offered;
  private final SessionSaslContext context;
  private final List<Attempt> attempts = new ArrayList<>();

  Authenticator(Connection connection, Capabilities capabilities, SessionOptions options) {
    this.connection = connection;
    this.options = options;
    this.offered = capabilities.mechanisms();
    this.context = new SessionSaslContext(connection, options, offered);
  }

  /** Tries the mechanisms that can be used, strongest first. */
  void authenticate(Credentials credentials) throws SmtpException {
    List<Candidate> candidates = candidates(credentials);
    try {
      if (candidates.isEmpty()) {
        throw failure(noMechanism());
      }
      authenticate(candidates);
    } finally {
      candidates.forEach(Candidate::close);
    }
  }

  private void authenticate(List<Candidate> candidates) throws SmtpException {
    @Nullable Candidate refused = null;
    for (Candidate candidate : candidates) {
      if (refused == null || mayFollow(candidate, refused)) {
        if (attempt(candidate.name, candidate.mechanism)) {
          return;
        }
        refused = candidate;
      }
    }
    throw failure("The server did not accept the credentials: " + lastReason());
  }

  void authenticate(String mechanism, Credentials credentials) throws SmtpException {
    String name = SaslExchange.checkedName(mechanism);
    SaslMechanismProvider provider =
        options.mechanisms().stream()
            .filter(candidate -> candidate.name().equals(name))
            .findFirst()
            .orElseThrow(
                () -> failure("No provider of the mechanism " + name + "; " + available()));
    Optional<SaslMechanism> made =
        offered.contains(name) ? create(provider, credentials) : Optional.empty();
    if (made.isEmpty()) {
      throw failure(name + " cannot be used: " + noMechanism());
    }
    try (SaslMechanism own = made.get()) {
      authenticate(name, own);
    }
  }

  void authenticate(String name, SaslMechanism mechanism) throws SmtpException {
    if (!attempt(SaslExchange.checkedName(name), mechanism)) {
      throw failure("The server did not accept the credentials: " + lastReason());
    }
  }

  // --- choice

  private record Candidate(String name, SaslMechanism mechanism) {
    void close() {
      mechanism.close();
    }
  }

  private List<Candidate> candidates(Credentials credentials) throws SmtpException {
    List<Candidate> known = new ArrayList<>();
    List<Candidate> others = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (SaslMechanismProvider provider : offeredProviders()) {
      Optional<SaslMechanism> made =
          names.contains(provider.name()) ? Optional.empty() : create(provider, credentials);
      if (made.isPresent()) {
        names.add(provider.name());
        boolean ranked = MechanismRank.isKnown(provider.name());
        (ranked ? known : others).add(new Candidate(provider.name(), made.get()));
      }
    }
    // What an unknown mechanism is worth nobody can tell, so it is used when there is no choice.
    if (known.isEmpty() && others.size() == 1) {
      return others;
    }
    others.forEach(Candidate::close);
    return known;
  }

  private List<SaslMechanismProvider> offeredProviders() {
    return options.mechanisms().stream()
        .filter(provider -> offered.contains(provider.name()))
        .sorted(MechanismRank.STRONGEST_FIRST)
        .toList();
  }

  private Optional<SaslMechanism> create(SaslMechanismProvider provider, Credentials credentials) {
    boolean inClear = !connection.tls().isPresent() && !connection.link().isPrivate();
    if (inClear && provider.needsConfidentiality() && !options.clearCredentials()) {
      attempts.add(
          new Attempt(
              provider.name(), "would show the credentials to whoever listens: use TLS", null));
      return Optional.empty();
    }
    try {
      return Objects.requireNonNull(provider.create(credentials, context));
    } catch (SaslException e) {
      gaveUp(provider.name(), e);
    } catch (RuntimeException e) {
      gaveUp(provider.name(), SaslExchange.defect(e));
    }
    return Optional.empty();
  }

  /**
   * Tells whether a mechanism may be tried after another was refused: not if the server refused the
   * credentials, and never one that shows it more of the secret.
   */
  private boolean mayFollow(Candidate candidate, Candidate refused) {
    int code = attempts.get(attempts.size() - 1).reply().map(Reply::code).orElse(0);
    boolean mechanismRefused = code == 504 || code == 534 || code == 538;
    return mechanismRefused && MechanismRank.isNoWeaker(candidate.name, refused.name);
  }

  // --- one mechanism

  private boolean attempt(String name, SaslMechanism mechanism) throws SmtpException {
    try {
      Reply reply = exchange(name, mechanism).run();
      if (reply.code() == 235) {
        connection.listener().authenticated(name);
        return true;
      }
      String detail = mechanism.failureDetail().map(text -> " (" + text + ")").orElse("");
      attempts.add(new Attempt(name, reply + detail, reply));
    } catch (SaslException e) {
      gaveUp(name, e);
    }
    return false;
  }

  private SaslExchange exchange(String name, SaslMechanism mechanism) {
    return new SaslExchange(connection, context, name, mechanism, options.initialResponse());
  }

  private void gaveUp(String mechanism, SaslException reason) {
    attempts.add(new Attempt(mechanism, String.valueOf(reason.getMessage()), null));
  }

  // --- failure in words

  private String lastReason() {
    return attempts.isEmpty() ? "" : attempts.get(attempts.size() - 1).reason();
  }

  private String noMechanism() {
    if (!attempts.isEmpty()) {
      return attempts.stream()
          .map(attempt -> attempt.mechanism() + " " + attempt.reason())
          .collect(Collectors.joining("; "));
    }
    return "No SASL mechanism suits: the server offers %s; %s".formatted(offered, available());
  }

  private String available() {
    if (options.mechanisms().isEmpty()) {
      return "this runtime has none at all; add the module smtp.auth (with jlink: --add-modules"
          + " smtp.auth)";
    }
    return "this client has "
        + options.mechanisms().stream()
            .map(SaslMechanismProvider::name)
            .collect(Collectors.joining(", "));
  }

  private SmtpAuthenticationException failure(String message) {
    return new SmtpAuthenticationException(message, attempts, null);
  }
}
