package smtp.core.internal.login;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import smtp.api.Credentials;
import smtp.api.Reply;
import smtp.api.SmtpAuthenticationException;
import smtp.api.SmtpAuthenticationException.Attempt;
import smtp.api.internal.PrintableText;
import smtp.api.spi.SaslException;

/** The mechanisms that were tried, and the exceptions if none succeeded. */
final class Attempts {

  private final OfferDiagnosis offer;
  private final List<Attempt> attempts = new ArrayList<>();
  private Account account;
  private @Nullable SaslException lastReason;

  Attempts(OfferDiagnosis offer) {
    this.offer = offer;
    this.account = Account.of(null, offer.options());
  }

  /** Notes whose login this is. */
  void of(Credentials credentials) {
    account = Account.of(credentials, offer.options());
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
    // A mechanism may quote what the server sent.
    attempts.add(new Attempt(mechanism, PrintableText.shortened(reason), null));
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

  /** Makes the exception after the last attempt: the server refused it, or the client gave up. */
  SmtpAuthenticationException notAccepted() {
    Attempt last = attempts.getLast();
    String with = account.as() + " with " + last.mechanism();
    return last.reply().isPresent()
        ? failure("The server refused the login" + with + ": " + last.reason() + remedy())
        : failure("The login%s was not completed: %s".formatted(with, last.reason()));
  }

  /** RFC 4954, section 6. */
  private String remedy() {
    if (wasRefusedWith(534)) {
      return "; it asks for a stronger mechanism, or for other credentials, such as an access token"
          + " (Credentials.token) or a password that it issues for applications";
    }
    return wasRefusedWith(530, 538) ? "; it asks for TLS: use TlsMode.STARTTLS or IMPLICIT" : "";
  }

  SmtpAuthenticationException noProvider(String mechanism) {
    return failure("No provider has the mechanism " + mechanism + "; " + offer.available());
  }

  SmtpAuthenticationException unusable(String mechanism, Credentials credentials) {
    String reason =
        attempts.isEmpty() ? offer.reason(mechanism, credentials) : attempts.getLast().reason();
    return failure(mechanism + " cannot be used with this server: " + reason);
  }

  SmtpAuthenticationException noneSuits(Credentials credentials) {
    Map<String, String> known = new HashMap<>();
    attempts.forEach(attempt -> known.put(attempt.mechanism(), attempt.reason()));
    return failure(
        "No SASL mechanism of the server can be used to log in%s: %s"
            .formatted(account.as(), offer.reasons(credentials, known)));
  }

  SmtpAuthenticationException failure(String message) {
    return new SmtpAuthenticationException(message, attempts, lastReason);
  }
}
