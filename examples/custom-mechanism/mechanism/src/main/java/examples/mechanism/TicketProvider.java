package examples.mechanism;

import java.util.Optional;
import smtp.api.Credentials;
import smtp.api.spi.SaslContext;
import smtp.api.spi.SaslException;
import smtp.api.spi.SaslMechanism;
import smtp.api.spi.SaslMechanismProvider;

/** Creates the mechanism for credentials that are a token. */
public final class TicketProvider implements SaslMechanismProvider {

  @Override
  public String name() {
    return "X-TICKET";
  }

  @Override
  public Optional<SaslMechanism> create(Credentials credentials, SaslContext context)
      throws SaslException {
    if (!(credentials instanceof Credentials.Token token)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Ticket(token.username(), token.token()));
    } catch (Exception e) {
      throw new SaslException("The ticket could not be obtained", e);
    }
  }
}
