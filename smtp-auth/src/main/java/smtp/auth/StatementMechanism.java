package smtp.auth;

import smtp.api.spi.SaslException;
import smtp.api.spi.SaslMechanism;

/** EXTERNAL and ANONYMOUS: sends one response, which is no secret. */
final class StatementMechanism implements SaslMechanism {

  private final String response;
  private boolean sent;

  StatementMechanism(String response) {
    this.response = response;
  }

  @Override
  public byte[] initialResponse() throws SaslException {
    sent = true;
    return Secrets.utf8(response);
  }

  @Override
  public byte[] respond(byte[] challenge) throws SaslException {
    throw new SaslException("The server sent a challenge after the mechanism was complete");
  }

  @Override
  public boolean isComplete() {
    return sent;
  }
}
