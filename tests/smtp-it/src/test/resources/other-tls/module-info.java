/** A TLS provider of somebody else's, and an application that asks for it. */
module other.tls {
  requires smtp.core;

  provides smtp.api.spi.TlsProvider with
      other.tls.OtherProvider;
}
