package smtp.core.internal.login;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import smtp.api.Capabilities;
import smtp.api.ChannelBinding;
import smtp.api.Credentials;
import smtp.api.Reply;
import smtp.api.SmtpException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.api.spi.SaslException;
import smtp.api.spi.SaslMechanism;
import smtp.api.spi.SaslMechanismProvider;
import smtp.core.internal.connection.Connection;
import smtp.core.internal.event.SessionEvent;
import smtp.core.internal.login.Candidates.Candidate;
import smtp.core.internal.options.LoginOption;
import smtp.core.internal.options.MechanismName;
import smtp.core.internal.options.Options;

/** Authenticates: chooses mechanisms and runs them. */
public final class Authenticator {

  private final Connection connection;
  private final Options options;
  private final SessionSaslContext context;
  private final Attempts attempts;
  private final Candidates candidates;

  /** Texts that are sent but not secret. */
  private List<String> known = List.of();

  private @Nullable RenewableToken token;
  private boolean lostWhileBinding;

  public Authenticator(Connection connection, Capabilities capabilities, Options options) {
    Set<String> offered = capabilities.mechanisms();
    this.connection = connection;
    this.options = options;
    this.context = new SessionSaslContext(connection, options, offered);
    String tls = connection.transport().tls().map(SSLSession::getProtocol).orElse(null);
    this.attempts = new Attempts(new OfferDiagnosis(options, tls, offered));
    this.candidates = new Candidates(connection, options, offered, context, attempts);
  }

  /** Tries the mechanisms that can be used, strongest first. */
  public void authenticate(Credentials credentials) throws SmtpException {
    List<Candidate> all = candidates.strongestFirst(begin(credentials));
    try {
      if (all.isEmpty()) {
        throw attempts.noneSuits(credentials);
      }
      tryInTurn(all);
    } finally {
      all.forEach(Candidate::close);
    }
  }

  private void tryInTurn(List<Candidate> all) throws SmtpException {
    @Nullable Candidate refused = null;
    for (Candidate candidate : all) {
      if (refused == null || mayFollow(candidate.name(), refused.name())) {
        if (attempt(candidate)) {
          return;
        }
        refused = candidate;
      }
    }
    throw attempts.notAccepted();
  }

  /** Tries one mechanism. */
  public void authenticate(String mechanism, Credentials credentials) throws SmtpException {
    String name = MechanismName.checked(mechanism);
    requireAllowed(name);
    SaslMechanismProvider provider =
        options.get(LoginOption.MECHANISMS).stream()
            .filter(candidate -> candidate.name().equals(name))
            .findFirst()
            .orElseThrow(() -> attempts.noProvider(name));
    Optional<Candidate> made =
        candidates.isOffered(name)
            ? candidates.create(provider, begin(credentials))
            : Optional.empty();
    Candidate candidate = made.orElseThrow(() -> attempts.unusable(name, credentials));
    try {
      if (!attempt(candidate)) {
        throw attempts.notAccepted();
      }
    } finally {
      candidate.close();
    }
  }

  /** Runs the caller's own mechanism. */
  public void authenticate(String name, SaslMechanism mechanism) throws SmtpException {
    String checked = MechanismName.checked(name);
    requireAllowed(checked);
    if (!attempt(checked, mechanism)) {
      throw attempts.notAccepted();
    }
  }

  private void requireAllowed(String name) throws SmtpException {
    if (!candidates.isAllowed(name)) {
      throw attempts.failure(name + " is not among the mechanisms that this client may use");
    }
  }

  /** Returns whether the connection was lost during a login with channel binding. */
  public boolean lostWhileBinding() {
    return lostWhileBinding;
  }

  /** Notes what is not secret in the credentials, and makes an access token renewable. */
  private Credentials begin(Credentials credentials) {
    attempts.of(credentials);
    known =
        switch (credentials) {
          case Credentials.Password password -> List.of(password.username(), context.host());
          case Credentials.Token own -> List.of(own.username(), context.host(), "auth=Bearer ");
          case Credentials.External external -> external.authorizationId().stream().toList();
          case Credentials.Anonymous anonymous -> List.of(anonymous.trace());
          default -> List.of();
        };
    if (credentials instanceof Credentials.Token given) {
      token = new RenewableToken(given);
      return token.credentials();
    }
    return credentials;
  }

  /**
   * Returns whether a mechanism may be tried after another was refused: not if the server refused
   * the credentials, and never one that shows the server more of the secret. If channel binding is
   * only preferred, a mechanism without it may follow one with it.
   *
   * <p>534 and 538 ask for something stronger (RFC 4954, section 6). Everything stronger was tried
   * before, so the same credentials are not sent again in another form: only other credentials
   * help.
   */
  private boolean mayFollow(String candidate, String refused) {
    boolean bindingRefused =
        MechanismName.binds(refused) && (attempts.wasRefusedWith(501) || attempts.wasUnsuitable());
    boolean mechanismRefused =
        attempts.wasRefusedWith(504) || attempts.wasUnsuitable() || bindingRefused;
    if (!mechanismRefused || (bindingRefused && MechanismName.binds(candidate))) {
      return false;
    }
    return MechanismRank.isNoWeaker(
        candidate, prefersBinding() ? MechanismName.withoutBinding(refused) : refused);
  }

  private boolean prefersBinding() {
    return options.get(LoginOption.CHANNEL_BINDING) == ChannelBinding.PREFERRED;
  }

  // --- one mechanism

  private boolean attempt(Candidate candidate) throws SmtpException {
    return attempt(candidate.name(), candidate.mechanism()) || attemptAgain(candidate);
  }

  /** Tries again with another token if the first was refused. */
  private boolean attemptAgain(Candidate candidate) throws SmtpException {
    if (token == null || !attempts.wasRefusedWith(535)) {
      return false;
    }
    SmtpException refusal = attempts.notAccepted();
    try {
      return token.renew() && attemptAnew(candidate);
    } catch (SmtpException e) {
      e.addSuppressed(refusal);
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (Exception e) {
      attempts.gaveUp(
          candidate.name(), new SaslException("no other access token could be obtained", e));
      return false;
    }
  }

  private boolean attemptAnew(Candidate candidate) throws SmtpException {
    Optional<Candidate> renewed = candidates.create(candidate.provider(), candidate.credentials());
    try {
      return renewed.isPresent() && attempt(candidate.name(), renewed.get().mechanism());
    } finally {
      renewed.ifPresent(Candidate::close);
    }
  }

  private boolean attempt(String name, SaslMechanism mechanism) throws SmtpException {
    attempts.next();
    boolean initialResponse = options.get(LoginOption.INITIAL_RESPONSE);
    SaslExchange exchange =
        new SaslExchange(connection, context, name, mechanism, initialResponse, known);
    try {
      Reply reply = exchange.run();
      if (reply.code() == 235) {
        connection.events().on(new SessionEvent.Authenticated(name));
        return true;
      }
      attempts.refused(name, reply + exchange.failureDetail(), reply);
    } catch (SaslException e) {
      attempts.gaveUp(name, e);
    } catch (SmtpServerDisconnectedException e) {
      lostWhileBinding = MechanismName.binds(name) && prefersBinding();
      throw e;
    }
    return false;
  }
}
