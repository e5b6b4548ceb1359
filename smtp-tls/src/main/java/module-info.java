/**
 * The JDK's TLS for the SMTP and LMTP client.
 *
 * <p>The module exports nothing: a client finds its {@link smtp.api.spi.TlsProvider} with {@link
 * java.util.ServiceLoader}. No module requires this one, so an application that is linked with
 * jlink has to name it ({@code --add-modules smtp.tls}). On Java 21 it has to name {@code
 * jdk.crypto.ec} too; otherwise TLS has no elliptic curves.
 *
 * @provides smtp.api.spi.TlsProvider {@code JSSE}
 */
module smtp.tls {
  requires static transitive org.jspecify;
  requires smtp.api;

  provides smtp.api.spi.TlsProvider with
      smtp.tls.JsseTlsProvider;
}
