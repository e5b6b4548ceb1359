package smtp.core.internal.login;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import smtp.api.ChannelBinding;
import smtp.api.Reply;
import smtp.api.SmtpAuthenticationException;
import smtp.api.SmtpAuthenticationException.Attempt;
import smtp.api.spi.SaslException;
import smtp.api.spi.SaslMechanismProvider;
import smtp.core.internal.options.LoginOption;
import smtp.core.internal.options.Options;

/** The mechanisms that were tried, and the exceptions if none succeeded. */
final class Attempts {

  private final Options options;
  private final Set<String> offered;
  private final List<Attempt> attempts = new ArrayList<>();
  private @Nullable SaslException lastReason;

  Attempts(Options options, Set<String> offered) {
    this.options = options;
    this.offered = offered;
  }

  /** Called before another mechanism is tried. */
  void next() {
    lastReason = null;
  }

  void refused(String mechanism, String reason, Reply reply) {
    attempts.add(new Attempt(mechanism, reason, reply));
  }

  void gaveUp(String mechanism, SaslException why) {
    lastReason = why;
    gaveUp(mechanism, String.valueOf(why.getMessage()));
  }

  void gaveUp(String mechanism, String reason) {
    attempts.add(new Attempt(mechanism, reason, null));
  }

  /** Returns whether the last attempt was refused with one of these codes. */
  boolean wasRefusedWith(int... codes) {
    int last = attempts.getLast().reply().map(Reply::code).orElse(0);
    for (int code : codes) {
      if (code == last) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether the last mechanism does not suit this server. */
  boolean wasUnsuitable() {
    return lastReason != null && lastReason.isUnsuitable();
  }

  SmtpAuthenticationException notAccepted() {
    return failure("The server did not accept the credentials: " + attempts.getLast().reason());
  }

  SmtpAuthenticationException noProvider(String mechanism) {
    return failure("No provider has the mechanism " + mechanism + "; " + available());
  }

  SmtpAuthenticationException unusable(String mechanism) {
    String reason = attempts.isEmpty() ? offer() : attempts.getLast().reason();
    return failure(mechanism + " cannot be used: " + reason);
  }

  SmtpAuthenticationException noneSuits() {
    String reasons =
        attempts.stream()
            .map(attempt -> attempt.mechanism() + ": " + attempt.reason())
            .collect(Collectors.joining("; "));
    return failure("No SASL mechanism can be used: " + (reasons.isEmpty() ? offer() : reasons));
  }

  SmtpAuthenticationException failure(String message) {
    return new SmtpAuthenticationException(message, attempts, lastReason);
  }

  private String offer() {
    return "the server offers %s; %s%s".formatted(offered, available(), restrictions());
  }

  private String available() {
    List<SaslMechanismProvider> providers = options.get(LoginOption.MECHANISMS);
    if (providers.isEmpty()) {
      return "this runtime has none; add the module smtp.auth (with jlink: --add-modules"
          + " smtp.auth)";
    }
    return "this client has "
        + providers.stream().map(SaslMechanismProvider::name).collect(Collectors.joining(", "));
  }

  private String restrictions() {
    Set<String> allowed = options.get(LoginOption.ALLOWED);
    String only = allowed.isEmpty() ? "" : " and may use only " + allowed;
    return options.get(LoginOption.CHANNEL_BINDING) == ChannelBinding.REQUIRED
        ? only
            + "; channel binding is required, which needs TLS, a -PLUS mechanism on both sides, and"
            + " Java 25 or allowServerEndPointBinding()"
        : only;
  }
}
