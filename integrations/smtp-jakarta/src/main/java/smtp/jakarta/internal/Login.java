package smtp.jakarta.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import smtp.api.Credentials;
import smtp.core.ClientBuilder;

/** Who logs in, and by which mechanisms. */
final class Login {

  /** The mechanisms that a password serves, without what javax.security.sasl adds. */
  private static final List<String> PASSWORD =
      List.of(
          "SCRAM-SHA-512-PLUS",
          "SCRAM-SHA-512",
          "SCRAM-SHA-256-PLUS",
          "SCRAM-SHA-256",
          "SCRAM-SHA-1-PLUS",
          "SCRAM-SHA-1",
          "CRAM-MD5",
          "PLAIN",
          "LOGIN");

  private static final List<String> TOKEN = List.of("OAUTHBEARER", "XOAUTH2");

  private static final Map<String, Property> DISABLING =
      Map.of(
          "LOGIN", Property.AUTH_LOGIN_DISABLE,
          "PLAIN", Property.AUTH_PLAIN_DISABLE,
          "DIGEST-MD5", Property.AUTH_DIGEST_MD5_DISABLE);

  private final Settings settings;
  private final String host;
  private final @Nullable String user;
  private final @Nullable String password;

  Login(Settings settings, String host, @Nullable String user, @Nullable String password) {
    this.settings = settings;
    this.host = host;
    this.user = user;
    this.password = password;
  }

  boolean isGiven() {
    return user != null && !user.isEmpty() && password != null;
  }

  void configure(ClientBuilder<?> builder, boolean loggedIn) {
    if (!loggedIn || user == null || password == null) {
      return;
    }
    List<String> allowed = allowed();
    boolean token = allowed.stream().anyMatch(TOKEN::contains);
    builder.credentials(
        token ? Credentials.token(user, () -> password) : Credentials.password(user, password));
    if (settings.flag(Property.SASL_ENABLE, false)) {
      JavaxSasl.NAMES.forEach(name -> builder.mechanism(new JavaxSasl(name, settings)));
    }
    if (!allowed.isEmpty()) {
      builder.onlyMechanisms(allowed.toArray(String[]::new));
    }
    if (settings.flag(Property.AUTH_PLAINTEXT, false) || isThisHost()) {
      builder.allowUnencryptedCredentials();
    }
  }

  /** Returns the mechanisms that may be used; none if all may. */
  private List<String> allowed() {
    List<String> named = new ArrayList<>(settings.words(Property.AUTH_MECHANISMS));
    if (settings.flag(Property.SASL_ENABLE, false)) {
      named.addAll(settings.words(Property.SASL_MECHANISMS));
    }
    named.replaceAll(name -> name.toUpperCase(Locale.ROOT));
    named.removeIf(name -> name.equals("NTLM"));
    if (named.isEmpty() && !settings.flag(Property.AUTH_XOAUTH2_DISABLE, true)) {
      return TOKEN;
    }
    if (named.isEmpty() && DISABLING.values().stream().anyMatch(this::isSet)) {
      named.addAll(PASSWORD);
      if (settings.flag(Property.SASL_ENABLE, false)) {
        named.addAll(JavaxSasl.NAMES);
      }
    }
    named.removeIf(name -> DISABLING.containsKey(name) && isSet(DISABLING.get(name)));
    return named;
  }

  private boolean isSet(Property disabling) {
    return settings.flag(disabling, false);
  }

  /** What stays on this host is not read by others. */
  private boolean isThisHost() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
