package smtp.core.internal.client;

import java.util.Optional;
import java.util.StringJoiner;
import smtp.api.Credentials;
import smtp.api.TlsMode;
import smtp.core.internal.net.Dialer;
import smtp.core.internal.net.UnixDialer;
import smtp.core.internal.options.LoginOption;
import smtp.core.internal.options.Options;
import smtp.core.internal.options.SessionOption;

/** Describes a client for people: its server, TLS, user and proxy. */
final class ClientDescription {

  private ClientDescription() {}

  /**
   * Returns a description without secrets, such as {@code [mail.example.org:587, STARTTLS, as
   * ann]}.
   *
   * @param route how the connector describes itself, if it does
   */
  static String of(Dialer dialer, Options options, Optional<String> route) {
    StringJoiner parts = new StringJoiner(", ", "[", "]").add(dialer.toString());
    if (!(dialer instanceof UnixDialer)) {
      parts.add(tls(options.get(SessionOption.TLS_MODE)));
    }
    options
        .get(LoginOption.CREDENTIALS)
        .flatMap(ClientDescription::username)
        .ifPresent(name -> parts.add("as " + name));
    route.ifPresent(text -> parts.add("through " + text));
    return parts.toString();
  }

  private static String tls(TlsMode mode) {
    return mode == TlsMode.NONE ? "no TLS" : mode.toString();
  }

  /** Only of kinds whose user name is known to be no secret. */
  private static Optional<String> username(Credentials credentials) {
    return switch (credentials) {
      case Credentials.Password password -> Optional.of(password.username());
      case Credentials.Token token -> Optional.of(token.username());
      default -> Optional.empty();
    };
  }
}
