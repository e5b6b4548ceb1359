/**
 * A SASL mechanism of one's own. It requires the service interface alone, and exports nothing: the
 * application finds it because it is on the module path.
 */
module examples.mechanism {
  requires smtp.api;

  provides smtp.api.spi.SaslMechanismProvider with
      examples.mechanism.TicketProvider;
}
