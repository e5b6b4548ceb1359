package smtp.auth;

import java.util.Arrays;
import smtp.api.Credentials;
import smtp.api.spi.SaslException;
import smtp.api.spi.SaslMechanism;

/** PLAIN: {@code message = [authzid] UTF8NUL authcid UTF8NUL passwd} (RFC 4616, section 2). */
final class PlainMechanism implements SaslMechanism {

  private final Credentials.Password credentials;
  private boolean sent;

  PlainMechanism(Credentials.Password credentials) {
    this.credentials = credentials;
  }

  @Override
  public byte[] initialResponse() throws SaslException {
    byte[] name = Secrets.utf8(credentials.username());
    byte[] password = Secrets.passwordBytes(credentials);
    try {
      byte[] message = new byte[2 + name.length + password.length];
      System.arraycopy(name, 0, message, 1, name.length);
      System.arraycopy(password, 0, message, 2 + name.length, password.length);
      sent = true;
      return message;
    } finally {
      Arrays.fill(password, (byte) 0);
    }
  }

  @Override
  public byte[] respond(byte[] challenge) throws SaslException {
    throw new SaslException("The server sent a challenge after PLAIN was complete");
  }

  @Override
  public boolean isComplete() {
    return sent;
  }
}
