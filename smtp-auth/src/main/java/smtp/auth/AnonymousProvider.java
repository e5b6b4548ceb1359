package smtp.auth;

import java.util.Optional;
import smtp.api.Credentials;
import smtp.api.spi.SaslContext;
import smtp.api.spi.SaslException;
import smtp.api.spi.SaslMechanism;
import smtp.api.spi.SaslMechanismProvider;

/** ANONYMOUS (RFC 4505): no identity, and a text for the server's log. */
public final class AnonymousProvider implements SaslMechanismProvider {

  /** {@code token = 1*255TCHAR}, in characters. */
  private static final int MAX_TRACE = 255;

  @Override
  public String name() {
    return "ANONYMOUS";
  }

  @Override
  public boolean needsConfidentiality() {
    return false;
  }

  @Override
  public Optional<SaslMechanism> create(Credentials credentials, SaslContext context)
      throws SaslException {
    if (!(credentials instanceof Credentials.Anonymous anonymous)) {
      return Optional.empty();
    }
    String trace = anonymous.trace();
    int length = trace.codePointCount(0, trace.length());
    if (length > MAX_TRACE) {
      throw new SaslException("The trace of ANONYMOUS has at most 255 characters, not " + length);
    }
    return Optional.of(new StatementMechanism(trace));
  }
}
