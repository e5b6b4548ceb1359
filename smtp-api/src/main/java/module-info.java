/**
 * The session API of the SMTP and LMTP client, and the interfaces that providers implement.
 *
 * <p>Values and interfaces only: nothing in this module opens a connection. An application requires
 * {@code smtp.core}, which passes this module on; a module that adds a SASL mechanism or a TLS
 * provider requires this one alone.
 */
@SuppressWarnings("module") // smtp.core is compiled after this module
module smtp.api {
  requires static transitive org.jspecify;

  exports smtp.api;
  exports smtp.api.internal to
      smtp.core;
  exports smtp.api.spi;
}
