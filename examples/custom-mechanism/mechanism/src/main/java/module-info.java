/**
 * An example: a custom SASL mechanism. It requires only the service interface and exports nothing;
 * the application finds it because it is on the module path.
 */
module examples.mechanism {
  requires smtp.api;

  provides smtp.api.spi.SaslMechanismProvider with
      examples.mechanism.TicketProvider;
}
