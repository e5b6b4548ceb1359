package smtp.jakarta.internal;

import jakarta.mail.MessagingException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import smtp.api.TlsMode;
import smtp.api.TlsOptions;
import smtp.core.ClientBuilder;

/** When TLS is used, and how. The name of the server is checked whatever the properties say. */
final class Tls {

  private static final System.Logger LOG = System.getLogger("smtp.jakarta");

  private final Settings settings;
  private final String host;
  private final Optional<SSLSocketFactory> plainIsTls;

  Tls(Settings settings, String host) throws MessagingException {
    this.settings = settings;
    this.host = host;
    // Before ssl.enable there was, programs asked for TLS by a socket factory that makes it.
    this.plainIsTls = tls(Property.SOCKETFACTORY, Property.SOCKETFACTORY_CLASS);
  }

  private Optional<SSLSocketFactory> tls(Property object, Property name) throws MessagingException {
    return Factories.find(settings, object, name)
        .filter(SSLSocketFactory.class::isInstance)
        .map(SSLSocketFactory.class::cast);
  }

  boolean isImplicit() {
    return settings.protocol() == Protocol.SMTPS
        || settings.flag(Property.SSL_ENABLE, false)
        || plainIsTls.isPresent();
  }

  void configure(ClientBuilder<?> builder) throws MessagingException {
    builder.tls(mode());
    List<String> versions = settings.words(Property.SSL_PROTOCOLS);
    if (!versions.isEmpty()) {
      builder.tlsOptions(TlsOptions.builder().protocols(versions.toArray(String[]::new)).build());
    }
    Optional<SSLSocketFactory> factory = factory();
    List<String> suites = settings.words(Property.SSL_CIPHERSUITES);
    if (!suites.isEmpty()) {
      SSLSocketFactory inner =
          factory.orElseGet(() -> (SSLSocketFactory) SSLSocketFactory.getDefault());
      factory = Optional.of(new CipherSuites(inner, suites));
    }
    factory.ifPresent(builder::sslSocketFactory);
  }

  private TlsMode mode() {
    if (isImplicit()) {
      return TlsMode.IMPLICIT;
    }
    if (settings.flag(Property.STARTTLS_REQUIRED, false)) {
      return TlsMode.STARTTLS;
    }
    return settings.flag(Property.STARTTLS_ENABLE, false) ? TlsMode.OPPORTUNISTIC : TlsMode.NONE;
  }

  private Optional<SSLSocketFactory> factory() throws MessagingException {
    Optional<SSLSocketFactory> given =
        tls(Property.SSL_SOCKETFACTORY, Property.SSL_SOCKETFACTORY_CLASS);
    if (given.isPresent()) {
      return given;
    }
    return plainIsTls.isPresent() ? plainIsTls : trusting();
  }

  private Optional<SSLSocketFactory> trusting() throws MessagingException {
    List<String> trusted = settings.words(Property.SSL_TRUST);
    if (!trusted.contains("*") && trusted.stream().noneMatch(host::equalsIgnoreCase)) {
      return Optional.empty();
    }
    LOG.log(
        System.Logger.Level.WARNING,
        "{0}: any certificate with the name of the server is accepted, because of {1}",
        host,
        settings.name(Property.SSL_TRUST));
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new TrustsAll()}, null);
      return Optional.of(context.getSocketFactory());
    } catch (GeneralSecurityException e) {
      throw new MessagingException("This Java runtime has no TLS", e);
    }
  }

  /** Returns what to add to the message of a failure. */
  String hint() {
    boolean wantsNoCheck =
        !settings.flag(Property.SSL_CHECKSERVERIDENTITY, true)
            || settings.object(Property.SSL_HOSTNAMEVERIFIER, Object.class).isPresent()
            || settings.text(Property.SSL_HOSTNAMEVERIFIER_CLASS).isPresent();
    return wantsNoCheck
        ? " (%s and hostname verifiers do not switch the check of the server's name off)"
            .formatted(settings.name(Property.SSL_CHECKSERVERIDENTITY))
        : "";
  }

  /** What {@code ssl.trust} asks for. */
  private static final class TrustsAll implements X509TrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {
      throw new UnsupportedOperationException("A client has no clients");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      // The name is checked by the session.
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
