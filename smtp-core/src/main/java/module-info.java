/**
 * The SMTP client, {@link smtp.core.SmtpClient}.
 *
 * <p>An application only has to require this module. SASL mechanisms and TLS come from the modules
 * {@code smtp.auth} and {@code smtp.tls}, or from other modules that provide the same services.
 * They are loaded as services when they are needed, so an image made with jlink has to name them.
 *
 * @uses smtp.api.spi.SaslMechanismProvider to authenticate
 * @uses smtp.api.spi.TlsProvider to start TLS
 */
@SuppressWarnings("module") // smtp.lmtp is compiled after this module
module smtp.core {
  requires static jdk.jfr;
  requires static transitive org.jspecify;
  requires transitive smtp.api;

  exports smtp.core;
  exports smtp.core.internal.client to
      smtp.lmtp;
  exports smtp.core.internal.net to
      smtp.lmtp;
  exports smtp.core.internal.options to
      smtp.lmtp;
  exports smtp.core.internal.peer to
      smtp.lmtp;
  exports smtp.core.internal.session to
      smtp.lmtp;

  uses smtp.api.spi.SaslMechanismProvider;
  uses smtp.api.spi.TlsProvider;
}
