package smtp.jakarta.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.sasl.RealmCallback;
import javax.security.sasl.RealmChoiceCallback;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import org.jspecify.annotations.Nullable;
import smtp.api.Credentials;
import smtp.api.spi.SaslContext;
import smtp.api.spi.SaslException;
import smtp.api.spi.SaslMechanism;
import smtp.api.spi.SaslMechanismProvider;

/** A mechanism of the Java runtime, which programs ask for with {@code sasl.enable}. */
final class JavaxSasl implements SaslMechanismProvider {

  static final List<String> NAMES = List.of("DIGEST-MD5", "GSSAPI");

  private static final Set<String> CONFIDENTIAL = Set.of("DIGEST-MD5");

  private final String name;
  private final Settings settings;

  JavaxSasl(String name, Settings settings) {
    this.name = name;
    this.settings = settings;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean needsConfidentiality() {
    return CONFIDENTIAL.contains(name);
  }

  @Override
  public Optional<SaslMechanism> create(Credentials credentials, SaslContext context)
      throws SaslException {
    if (!(credentials instanceof Credentials.Password password)) {
      return Optional.empty();
    }
    try {
      String authorizationId = settings.text(Property.SASL_AUTHORIZATIONID).orElse(null);
      SaslClient client =
          Sasl.createSaslClient(
              new String[] {name},
              authorizationId,
              context.service(),
              context.host(),
              new HashMap<>(Map.of(Sasl.QOP, "auth")),
              callbacks -> answer(callbacks, password));
      return Optional.ofNullable(client).map(Exchange::new);
    } catch (javax.security.sasl.SaslException e) {
      throw new SaslException(name + " could not begin: " + e.getMessage(), e);
    }
  }

  private void answer(Callback[] callbacks, Credentials.Password password) {
    for (Callback callback : callbacks) {
      switch (callback) {
        case NameCallback asked -> asked.setName(password.username());
        case PasswordCallback asked -> asked.setPassword(secret(password));
        case RealmCallback asked ->
            asked.setText(
                settings.text(Property.SASL_REALM).orElse(String.valueOf(asked.getDefaultText())));
        case RealmChoiceCallback asked -> asked.setSelectedIndex(asked.getDefaultChoice());
        default -> {
          // The mechanism does without, or fails.
        }
      }
    }
  }

  private static char[] secret(Credentials.Password password) {
    try {
      return password.password();
    } catch (Exception e) {
      throw new IllegalStateException("The password could not be obtained", e);
    }
  }

  /** One exchange. */
  private static final class Exchange implements SaslMechanism {

    private final SaslClient client;

    Exchange(SaslClient client) {
      this.client = client;
    }

    @Override
    public byte @Nullable [] initialResponse() throws SaslException {
      return client.hasInitialResponse() ? respond(new byte[0]) : null;
    }

    @Override
    public byte[] respond(byte[] challenge) throws SaslException {
      try {
        byte[] response = client.evaluateChallenge(challenge);
        return response == null ? new byte[0] : response;
      } catch (javax.security.sasl.SaslException e) {
        throw new SaslException(client.getMechanismName() + " failed: " + e.getMessage(), e);
      }
    }

    @Override
    public boolean isComplete() {
      return client.isComplete();
    }

    @Override
    public void close() {
      try {
        client.dispose();
      } catch (javax.security.sasl.SaslException e) {
        // Its secrets are the runtime's.
      }
    }
  }
}
