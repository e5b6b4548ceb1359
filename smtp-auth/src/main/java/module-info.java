/**
 * The SASL mechanisms of the SMTP and LMTP client.
 *
 * <p>The module exports nothing: each mechanism is a {@link smtp.api.spi.SaslMechanismProvider}
 * that a client finds with {@link java.util.ServiceLoader}. No module requires this one, so an
 * application that is linked with jlink has to name it ({@code --add-modules smtp.auth}).
 *
 * <p>The SCRAM mechanisms have two options, which bound how many iterations a server may ask for:
 * {@code scram.min-iterations} (4096 if not set) and {@code scram.max-iterations} (1000000 if not
 * set). They refuse a server that asks for fewer or more before they compute anything.
 *
 * @provides smtp.api.spi.SaslMechanismProvider SCRAM-SHA-512, -256 and -1 with and without channel
 *     binding, EXTERNAL, OAUTHBEARER, XOAUTH2, CRAM-MD5, PLAIN, LOGIN and ANONYMOUS
 */
module smtp.auth {
  requires static transitive org.jspecify;
  requires smtp.api;
  requires com.ongres.scram.common;

  provides smtp.api.spi.SaslMechanismProvider with
      smtp.auth.ScramSha512PlusProvider,
      smtp.auth.ScramSha256PlusProvider,
      smtp.auth.ScramSha1PlusProvider,
      smtp.auth.ScramSha512Provider,
      smtp.auth.ScramSha256Provider,
      smtp.auth.ScramSha1Provider,
      smtp.auth.ExternalProvider,
      smtp.auth.OauthBearerProvider,
      smtp.auth.Xoauth2Provider,
      smtp.auth.CramMd5Provider,
      smtp.auth.PlainProvider,
      smtp.auth.LoginProvider,
      smtp.auth.AnonymousProvider;
}
