package smtp.auth;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import smtp.api.Credentials;
import smtp.api.spi.SaslException;
import smtp.api.spi.SaslMechanism;

/** Answers a challenge with the user name and a keyed digest of the challenge (RFC 2195). */
final class CramMd5Mechanism implements SaslMechanism {

  /** The function pads a key with zeros; where it cannot be made of none, one zero is the same. */
  private static final byte[] EMPTY_KEY = {0};

  private final Credentials.Password credentials;
  private final Mac mac;
  private byte[] password = {};
  private boolean answered;

  CramMd5Mechanism(Credentials.Password credentials, Mac mac) {
    this.credentials = credentials;
    this.mac = mac;
  }

  @Override
  public byte @Nullable [] initialResponse() throws SaslException {
    password = Secrets.passwordOctets(credentials);
    return null;
  }

  @Override
  public byte[] respond(byte[] challenge) throws SaslException {
    if (answered) {
      throw new SaslException("The server wants more than CRAM-MD5 has to say");
    }
    if (challenge.length == 0) {
      throw new SaslException(
          "The server's challenge is empty: whoever has the answers to it prepared could read the"
              + " password from ours");
    }
    var answer = new ByteArrayOutputStream();
    answer.writeBytes(Secrets.utf8(credentials.username()));
    answer.write(' ');
    answer.writeBytes(
        HexFormat.of().formatHex(digest(challenge)).getBytes(StandardCharsets.US_ASCII));
    answered = true;
    return answer.toByteArray();
  }

  private byte[] digest(byte[] challenge) throws SaslException {
    try {
      byte[] key = password.length == 0 ? EMPTY_KEY : password;
      mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
      return mac.doFinal(challenge);
    } catch (InvalidKeyException e) {
      throw new SaslException("This Java runtime refuses the key of " + mac.getAlgorithm(), e);
    }
  }

  @Override
  public boolean isComplete() {
    return answered;
  }

  @Override
  public void close() {
    Arrays.fill(password, (byte) 0);
  }
}
