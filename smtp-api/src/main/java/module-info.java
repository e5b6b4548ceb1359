/**
 * The API of the SMTP and LMTP client, and the interfaces that providers implement.
 *
 * <p>This module has values and interfaces, and opens no connection. An application requires {@code
 * smtp.core}, which requires this module transitively. A module that adds a SASL mechanism or a TLS
 * provider requires only this one.
 */
@SuppressWarnings("module") // smtp.core is compiled after this module
module smtp.api {
  requires static transitive org.jspecify;

  exports smtp.api;
  exports smtp.api.internal to
      smtp.core;
  exports smtp.api.spi;
}
