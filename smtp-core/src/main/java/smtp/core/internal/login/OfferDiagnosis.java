package smtp.core.internal.login;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import smtp.api.Credentials;
import smtp.api.spi.SaslMechanismProvider;
import smtp.core.internal.net.ChannelBindings;
import smtp.core.internal.options.Artifact;
import smtp.core.internal.options.LoginOption;
import smtp.core.internal.options.MechanismName;
import smtp.core.internal.options.Options;

/**
 * Says why the mechanisms that a server offers cannot be used: one reason for each, and what to
 * call about it.
 *
 * @param tls the version of TLS, {@code null} without TLS
 * @param offered the names of the mechanisms
 */
record OfferDiagnosis(Options options, @Nullable String tls, Set<String> offered) {

  /** A message lists at most this many mechanisms. */
  private static final int MAX_NAMES = 20;

  /**
   * Returns the reasons, with the mechanisms that share one together.
   *
   * @param known the reasons of mechanisms that were tried
   */
  String reasons(Credentials credentials, Map<String, String> known) {
    if (offered.isEmpty()) {
      return "it offers AUTH without any mechanism";
    }
    Map<String, StringJoiner> namesByReason = new LinkedHashMap<>();
    for (String name : offered.stream().limit(MAX_NAMES).toList()) {
      String reason = known.getOrDefault(name, reason(name, credentials));
      namesByReason.computeIfAbsent(reason, key -> new StringJoiner(", ")).add(name);
    }
    return namesByReason.entrySet().stream()
        .map(entry -> entry.getValue() + ": " + entry.getKey())
        .collect(joining("; "));
  }

  /** Returns why a mechanism that was not tried cannot be used with these credentials. */
  String reason(String name, Credentials credentials) {
    if (!offered.contains(name)) {
      return "the server does not offer it, but " + String.join(", ", offered);
    }
    if (!hasProvider(name)) {
      return "no provider has it; " + available();
    }
    String excluded = excluded(name);
    return excluded != null ? excluded : unfit(name, credentials);
  }

  private boolean hasProvider(String name) {
    return options.get(LoginOption.MECHANISMS).stream()
        .anyMatch(provider -> provider.name().equals(name));
  }

  /** Returns the mechanisms that the client has: a clause. */
  String available() {
    List<SaslMechanismProvider> providers = options.get(LoginOption.MECHANISMS);
    return providers.isEmpty()
        ? "this runtime has none; " + Artifact.AUTH.advice()
        : "this client has "
            + providers.stream().map(SaslMechanismProvider::name).distinct().collect(joining(", "));
  }

  /** Returns which option excludes a mechanism, or {@code null} if none does. */
  private @Nullable String excluded(String name) {
    Set<String> allowed = options.get(LoginOption.ALLOWED);
    if (!allowed.isEmpty() && !allowed.contains(name)) {
      return "it is not among those that onlyMechanisms allows";
    }
    boolean binds = MechanismName.binds(name);
    return switch (options.get(LoginOption.CHANNEL_BINDING)) {
      case REQUIRED -> binds ? null : "channel binding is required, and this does not bind";
      case PREFERRED -> null;
      case NONE -> binds ? "channel binding is switched off" : null;
    };
  }

  private String unfit(String name, Credentials credentials) {
    CredentialsKind needed = CredentialsKind.neededFor(name).orElse(null);
    if (needed != null && !needed.isKindOf(credentials)) {
      return "needs " + needed;
    }
    if (MechanismName.binds(name)) {
      return "channel binding is not possible: " + unboundBecause();
    }
    return MechanismRank.isKnown(name)
        ? "it does not accept these credentials"
        : "it does not accept these credentials, or it has to be chosen by its name: call"
            + " authenticate(name, credentials)";
  }

  private String unboundBecause() {
    if (tls == null) {
      return "the connection does not use TLS";
    }
    String type = ChannelBindings.type(tls);
    return "over %s it needs %s a TLS provider with %s, or allowServerEndPointBinding()"
        .formatted(tls, type.equals("tls-unique") ? "TLS 1.3," : "Java 25,", type);
  }
}
