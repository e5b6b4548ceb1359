/**
 * An example: a custom SASL mechanism. It requires only the service interface and exports nothing;
 * the application finds it because it is on the module path. On the class path it is found by the
 * file of the service's name in {@code META-INF/services}, among the resources of this project.
 */
module examples.mechanism {
  requires smtp.api;

  provides smtp.api.spi.SaslMechanismProvider with
      examples.mechanism.TicketProvider;
}
