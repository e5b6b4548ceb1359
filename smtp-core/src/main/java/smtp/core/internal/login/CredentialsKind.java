package smtp.core.internal.login;

import java.util.Optional;
import java.util.Set;
import smtp.api.Credentials;

/** The kinds of credentials, and the known mechanisms that need them. */
enum CredentialsKind {
  PASSWORD(
      Credentials.Password.class,
      "a user name and a password (Credentials.password)",
      Set.of("CRAM-MD5", "PLAIN", "LOGIN")),
  TOKEN(
      Credentials.Token.class,
      "an access token (Credentials.token)",
      Set.of("OAUTHBEARER", "XOAUTH2")),
  EXTERNAL(
      Credentials.External.class,
      "a TLS client certificate (TlsOptions.clientCertificate and Credentials.external)",
      Set.of("EXTERNAL")),
  ANONYMOUS(
      Credentials.Anonymous.class, "no identity (Credentials.anonymous)", Set.of("ANONYMOUS"));

  private final Class<? extends Credentials> type;
  private final String text;
  private final Set<String> mechanisms;

  CredentialsKind(Class<? extends Credentials> type, String text, Set<String> mechanisms) {
    this.type = type;
    this.text = text;
    this.mechanisms = mechanisms;
  }

  /** Returns what a mechanism needs; empty if the library does not know the mechanism. */
  static Optional<CredentialsKind> neededFor(String mechanism) {
    if (mechanism.startsWith("SCRAM-")) {
      return Optional.of(PASSWORD);
    }
    for (CredentialsKind kind : values()) {
      if (kind.mechanisms.contains(mechanism)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
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
