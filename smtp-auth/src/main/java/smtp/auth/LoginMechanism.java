package smtp.auth;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import smtp.api.Credentials;
import smtp.api.spi.SaslException;
import smtp.api.spi.SaslMechanism;

/**
 * LOGIN: answers two prompts, the first with the user name and the second with the password.
 *
 * <p>Servers word the prompts differently ("Username:", "User Name", nothing at all). A prompt that
 * clearly asks for the other of the two is not answered: otherwise the password could end up in a
 * server's log of user names.
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
  public byte[] respond(byte[] challenge) throws SaslException {
    byte[] answer =
        switch (answered) {
          case 0 -> userName(challenge);
          case 1 -> password(challenge);
          default ->
              throw new SaslException("The server sent another prompt after LOGIN was complete");
        };
    answered++;
    return answer;
  }

  private byte[] userName(byte[] prompt) throws SaslException {
    if (asksFor("pass", prompt)) {
      throw new SaslException("The server asks for the password before the user name");
    }
    return Secrets.utf8(credentials.username());
  }

  private byte[] password(byte[] prompt) throws SaslException {
    if (asksFor("user", prompt)) {
      throw new SaslException("The server asks for the user name twice");
    }
    return password.clone();
  }

  private static boolean asksFor(String word, byte[] prompt) {
    String text = new String(prompt, StandardCharsets.UTF_8);
    return text.strip().toLowerCase(Locale.ROOT).startsWith(word);
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
