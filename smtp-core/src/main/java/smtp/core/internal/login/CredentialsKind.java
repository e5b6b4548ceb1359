package smtp.core.internal.login;

import java.util.Optional;
import smtp.api.Credentials;

/** The kinds of credentials, and the known mechanisms that need them. */
enum CredentialsKind {
  PASSWORD(Credentials.Password.class, "a user name and a password (Credentials.password)"),
  TOKEN(Credentials.Token.class, "an access token (Credentials.token)"),
  EXTERNAL(
      Credentials.External.class,
      "a TLS client certificate (TlsOptions.clientCertificate and Credentials.external)"),
  ANONYMOUS(Credentials.Anonymous.class, "no identity (Credentials.anonymous)");

  private final Class<? extends Credentials> type;
  private final String text;

  CredentialsKind(Class<? extends Credentials> type, String text) {
    this.type = type;
    this.text = text;
  }

  /** Returns what a mechanism needs; empty if the library does not know the mechanism. */
  static Optional<CredentialsKind> neededFor(String mechanism) {
    return switch (mechanism) {
      case "CRAM-MD5", "PLAIN", "LOGIN" -> Optional.of(PASSWORD);
      case "OAUTHBEARER", "XOAUTH2" -> Optional.of(TOKEN);
      case "EXTERNAL" -> Optional.of(EXTERNAL);
      case "ANONYMOUS" -> Optional.of(ANONYMOUS);
      default -> mechanism.startsWith("SCRAM-") ? Optional.of(PASSWORD) : Optional.empty();
    };
  }

  boolean isKindOf(Credentials credentials) {
    return type.isInstance(credentials);
  }

  /** Returns the name of the kind and the call that makes it, after "needs". */
  @Override
  public String toString() {
    return text;
  }
}
