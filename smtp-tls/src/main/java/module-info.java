/**
 * TLS by the JDK, for the SMTP and LMTP client.
 *
 * <p>Exports nothing: a client finds the {@link smtp.api.spi.TlsProvider} by {@link
 * java.util.ServiceLoader}. An application that is linked with jlink names this module, as nothing
 * requires it; on Java 21 it names {@code jdk.crypto.ec} too, without which no elliptic curves are
 * there for TLS to agree on.
 *
 * @provides smtp.api.spi.TlsProvider {@code JSSE}
 */
module smtp.tls {
  requires static transitive org.jspecify;
  requires smtp.api;

  provides smtp.api.spi.TlsProvider with
      smtp.tls.JsseTlsProvider;
}
