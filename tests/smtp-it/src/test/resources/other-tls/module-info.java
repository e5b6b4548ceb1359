/** A third-party TLS provider, and an application that uses it. */
module other.tls {
  requires smtp.core;

  provides smtp.api.spi.TlsProvider with
      other.tls.OtherProvider;
}
