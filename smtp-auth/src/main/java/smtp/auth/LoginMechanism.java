package smtp.auth;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import smtp.api.Credentials;
import smtp.api.spi.SaslException;
import smtp.api.spi.SaslMechanism;

/**
 * LOGIN: answers two prompts, the first with the user name and the second with the password.
 *
 * <p>LOGIN was never standardized. Servers word the prompts as they like ("Username:", "User
 * Password:", nothing at all, or plain text where base64 belongs), so only their number counts.
 */
final class LoginMechanism implements SaslMechanism {

  private final Credentials.Password credentials;
  private byte[] password = {};
  private int answered;

  LoginMechanism(Credentials.Password credentials) {
    this.credentials = credentials;
  }

  @Override
  public byte @Nullable [] initialResponse() throws SaslException {
    password = Secrets.passwordBytes(credentials);
    return null;
  }

  @Override
  public boolean readsChallenges() {
    return false;
  }

  @Override
  public byte[] respond(byte[] challenge) throws SaslException {
    byte[] answer =
        switch (answered) {
          case 0 -> Secrets.utf8(credentials.username());
          case 1 -> password.clone();
          default ->
              throw new SaslException("The server sent another prompt after LOGIN was complete");
        };
    answered++;
    return answer;
  }

  @Override
  public boolean isComplete() {
    return answered == 2;
  }

  @Override
  public void close() {
    Arrays.fill(password, (byte) 0);
  }
}
