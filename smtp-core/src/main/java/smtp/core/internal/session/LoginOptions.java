package smtp.core.internal.session;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import smtp.api.ChannelBinding;
import smtp.api.Credentials;
import smtp.api.spi.SaslMechanismProvider;

/**
 * How a client proves its identity. Immutable.
 *
 * @param credentials what to authenticate with when connecting, or {@code null}
 * @param mechanisms the SASL mechanisms there are
 * @param allowed the names of those that may be used; none if all may
 * @param mechanismOptions what the mechanisms are told, by names that their modules document
 * @param initialResponse whether a SASL exchange may begin with the client's response
 * @param clearCredentials whether credentials may travel in clear
 * @param channelBinding whether the login is bound to TLS
 * @param serverEndPoint whether it may be bound to the server's certificate alone
 */
public record LoginOptions(
    @Nullable Credentials credentials,
    List<SaslMechanismProvider> mechanisms,
    Set<String> allowed,
    Map<String, String> mechanismOptions,
    boolean initialResponse,
    boolean clearCredentials,
    ChannelBinding channelBinding,
    boolean serverEndPoint) {

  private static final String BOUND = "-PLUS";

  /** Tells whether a mechanism binds to TLS, by its name (RFC 5801, section 8). */
  static boolean binds(String mechanism) {
    return mechanism.endsWith(BOUND);
  }

  /** Returns the name of the mechanism that does the same without binding. */
  static String withoutBinding(String mechanism) {
    return binds(mechanism)
        ? mechanism.substring(0, mechanism.length() - BOUND.length())
        : mechanism;
  }

  /**
   * Returns mechanisms' names in upper case.
   *
   * @throws IllegalArgumentException if no mechanism can have one of them
   */
  public static Set<String> checkedNames(String... names) {
    return Arrays.stream(names)
        .map(SaslExchange::checkedName)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Tells whether the caller lets a mechanism be used. */
  boolean allows(String mechanism) {
    boolean fit =
        switch (channelBinding) {
          case REQUIRED -> binds(mechanism);
          case PREFERRED -> true;
          case NONE -> !binds(mechanism);
        };
    return fit && (allowed.isEmpty() || allowed.contains(mechanism));
  }

  LoginOptions unbound() {
    return new LoginOptions(
        credentials,
        mechanisms,
        allowed,
        mechanismOptions,
        initialResponse,
        clearCredentials,
        ChannelBinding.NONE,
        serverEndPoint);
  }
}
