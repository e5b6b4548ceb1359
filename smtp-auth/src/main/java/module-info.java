/**
 * The SASL mechanisms of the SMTP and LMTP client.
 *
 * <p>Exports nothing: each mechanism is a {@link smtp.api.spi.SaslMechanismProvider} that a client
 * finds by {@link java.util.ServiceLoader}. An application that is linked with jlink names this
 * module, as nothing requires it.
 *
 * @provides smtp.api.spi.SaslMechanismProvider PLAIN and LOGIN
 */
module smtp.auth {
  requires static transitive org.jspecify;
  requires smtp.api;

  provides smtp.api.spi.SaslMechanismProvider with
      smtp.auth.PlainProvider,
      smtp.auth.LoginProvider;
}
