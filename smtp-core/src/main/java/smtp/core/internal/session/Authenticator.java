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
import smtp.api.ChannelBinding;
import smtp.api.Credentials;
import smtp.api.Reply;
import smtp.api.SmtpAuthenticationException;
import smtp.api.SmtpAuthenticationException.Attempt;
import smtp.api.SmtpException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.api.spi.SaslException;
import smtp.api.spi.SaslMechanism;
import smtp.api.spi.SaslMechanismProvider;

/** Chooses a mechanism, and has it prove the client's identity. */
final class Authenticator {

  private final Connection connection;
  private final LoginOptions options;
  private final Set<String> offered;
  private final SessionSaslContext context;
  private final List<Attempt> attempts = new ArrayList<>();
  private List<String> known = List.of();
  private @Nullable RenewableToken token;
  private @Nullable SaslException reason;
  private boolean lostWhileBinding;

  Authenticator(Connection connection, Capabilities capabilities, SessionOptions options) {
    this.connection = connection;
    this.options = options.login();
    this.offered = capabilities.mechanisms();
    this.context = new SessionSaslContext(connection, options, offered);
  }

  /** Tries the mechanisms that can be used, strongest first. */
  void authenticate(Credentials credentials) throws SmtpException {
    List<Candidate> candidates = candidates(renewable(credentials));
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
      if (refused == null || mayFollow(candidate.name(), refused.name())) {
        if (attempt(candidate)) {
          return;
        }
        refused = candidate;
      }
    }
    throw notAccepted();
  }

  void authenticate(String mechanism, Credentials credentials) throws SmtpException {
    String name = SaslExchange.checkedName(mechanism);
    requireAllowed(name);
    SaslMechanismProvider provider =
        options.mechanisms().stream()
            .filter(candidate -> candidate.name().equals(name))
            .findFirst()
            .orElseThrow(
                () -> failure("No provider of the mechanism " + name + "; " + available()));
    Optional<Candidate> made =
        offered.contains(name) ? create(provider, renewable(credentials)) : Optional.empty();
    Candidate candidate =
        made.orElseThrow(() -> failure(name + " cannot be used: " + noMechanism()));
    try {
      if (!attempt(candidate)) {
        throw notAccepted();
      }
    } finally {
      candidate.close();
    }
  }

  void authenticate(String name, SaslMechanism mechanism) throws SmtpException {
    String checked = SaslExchange.checkedName(name);
    requireAllowed(checked);
    if (!attempt(checked, mechanism)) {
      throw notAccepted();
    }
  }

  /** Tells whether the connection was lost at a login that was to be bound to it. */
  boolean lostWhileBinding() {
    return lostWhileBinding;
  }

  // --- choice

  private record Candidate(
      SaslMechanismProvider provider, Credentials credentials, SaslMechanism mechanism) {
    String name() {
      return provider.name();
    }

    void close() {
      mechanism.close();
    }
  }

  /** Returns credentials whose token can be renewed, if they have one. */
  private Credentials renewable(Credentials credentials) {
    if (credentials instanceof Credentials.Password password) {
      known = List.of(password.username(), context.host());
    }
    if (credentials instanceof Credentials.Token given) {
      known = List.of(given.username(), context.host(), "auth=Bearer ");
      token = new RenewableToken(given);
      return token.credentials();
    }
    return credentials;
  }

  private void requireAllowed(String name) throws SmtpException {
    if (!options.allows(name)) {
      throw failure(name + " is not a mechanism that this client was built to use");
    }
  }

  private List<Candidate> candidates(Credentials credentials) {
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
    // What an unknown mechanism is worth nobody can tell, so it is used when there is no choice.
    if (ranked.isEmpty() && others.size() == 1) {
      return others;
    }
    others.forEach(Candidate::close);
    return ranked;
  }

  private List<SaslMechanismProvider> usableProviders() {
    return options.mechanisms().stream()
        .filter(provider -> offered.contains(provider.name()))
        .filter(provider -> options.allows(provider.name()))
        .sorted(MechanismRank.STRONGEST_FIRST)
        .toList();
  }

  private Optional<Candidate> create(SaslMechanismProvider provider, Credentials credentials) {
    boolean inClear = !connection.tls().isPresent() && !connection.link().isPrivate();
    if (inClear && provider.needsConfidentiality() && !options.clearCredentials()) {
      attempts.add(
          new Attempt(
              provider.name(), "would show the credentials to whoever listens: use TLS", null));
      return Optional.empty();
    }
    try {
      return Objects.requireNonNull(provider.create(credentials, context))
          .map(mechanism -> new Candidate(provider, credentials, mechanism));
    } catch (SaslException e) {
      gaveUp(provider.name(), e);
    } catch (RuntimeException e) {
      gaveUp(provider.name(), SaslExchange.defect(e));
    }
    return Optional.empty();
  }

  /**
   * Tells whether a mechanism may be tried after another was refused: not if the server refused the
   * credentials, and never one that shows it more of the secret. What cannot be bound may go on
   * unbound if the caller only prefers it bound.
   */
  private boolean mayFollow(String candidate, String refused) {
    boolean bindingRefused =
        LoginOptions.binds(refused) && (wasRefusedWith(501) || wasUnsuitable());
    boolean mechanismRefused = wasRefusedWith(504, 534, 538) || wasUnsuitable() || bindingRefused;
    if (!mechanismRefused || (bindingRefused && LoginOptions.binds(candidate))) {
      return false;
    }
    boolean preferred = options.channelBinding() == ChannelBinding.PREFERRED;
    return MechanismRank.isNoWeaker(
        candidate, preferred ? LoginOptions.withoutBinding(refused) : refused);
  }

  private boolean wasRefusedWith(int... codes) {
    int last = attempts.getLast().reply().map(Reply::code).orElse(0);
    for (int code : codes) {
      if (code == last) {
        return true;
      }
    }
    return false;
  }

  private boolean wasUnsuitable() {
    return reason != null && reason.isUnsuitable();
  }

  // --- one mechanism

  private boolean attempt(Candidate candidate) throws SmtpException {
    return attempt(candidate.name(), candidate.mechanism()) || attemptAgain(candidate);
  }

  /** Asks for another token when one was refused, and shows that. */
  private boolean attemptAgain(Candidate candidate) throws SmtpException {
    if (token == null || !wasRefusedWith(535)) {
      return false;
    }
    SmtpException refusal = notAccepted();
    try {
      return token.renew() && attemptAnew(candidate);
    } catch (SmtpException e) {
      e.addSuppressed(refusal);
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (Exception e) {
      gaveUp(candidate.name(), new SaslException("no other access token is to be had", e));
      return false;
    }
  }

  private boolean attemptAnew(Candidate candidate) throws SmtpException {
    Optional<Candidate> renewed = create(candidate.provider(), candidate.credentials());
    try {
      return renewed.isPresent() && attempt(candidate.name(), renewed.get().mechanism());
    } finally {
      renewed.ifPresent(Candidate::close);
    }
  }

  private boolean attempt(String name, SaslMechanism mechanism) throws SmtpException {
    reason = null;
    SaslExchange exchange =
        new SaslExchange(connection, context, name, mechanism, options.initialResponse(), known);
    try {
      Reply reply = exchange.run();
      if (reply.code() == 235) {
        connection.listener().onAuthenticated(name);
        return true;
      }
      attempts.add(new Attempt(name, reply + exchange.failureDetail(), reply));
    } catch (SaslException e) {
      gaveUp(name, e);
    } catch (SmtpServerDisconnectedException e) {
      lostWhileBinding =
          LoginOptions.binds(name) && options.channelBinding() == ChannelBinding.PREFERRED;
      throw e;
    } finally {
      exchange.forget();
    }
    return false;
  }

  private void gaveUp(String mechanism, SaslException why) {
    reason = why;
    attempts.add(new Attempt(mechanism, String.valueOf(why.getMessage()), null));
  }

  // --- failure in words

  private SmtpAuthenticationException notAccepted() {
    return failure("The server did not accept the credentials: " + attempts.getLast().reason());
  }

  private String noMechanism() {
    if (!attempts.isEmpty()) {
      return attempts.stream()
          .map(attempt -> attempt.mechanism() + " " + attempt.reason())
          .collect(Collectors.joining("; "));
    }
    return "No SASL mechanism suits: the server offers %s; %s%s"
        .formatted(offered, available(), restrictions());
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

  private String restrictions() {
    String only = options.allowed().isEmpty() ? "" : " and may use only " + options.allowed();
    return options.channelBinding() == ChannelBinding.REQUIRED
        ? only
            + "; channel binding is required, which takes TLS, a mechanism -PLUS on both sides, and"
            + " Java 25 or allowServerEndPointBinding()"
        : only;
  }

  private SmtpAuthenticationException failure(String message) {
    return new SmtpAuthenticationException(message, attempts, reason);
  }
}
