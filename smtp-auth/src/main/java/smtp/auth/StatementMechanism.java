package smtp.auth;

import smtp.api.spi.SaslException;
import smtp.api.spi.SaslMechanism;

/** Says one thing that is no secret, and has no more to say. */
final class StatementMechanism implements SaslMechanism {

  private final String statement;
  private boolean said;

  StatementMechanism(String statement) {
    this.statement = statement;
  }

  @Override
  public byte[] initialResponse() throws SaslException {
    said = true;
    return Secrets.utf8(statement);
  }

  @Override
  public byte[] respond(byte[] challenge) throws SaslException {
    throw new SaslException("The server wants more than this mechanism has to say");
  }

  @Override
  public boolean isComplete() {
    return said;
  }
}
