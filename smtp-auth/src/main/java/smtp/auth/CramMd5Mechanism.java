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

/** CRAM-MD5: answers a challenge with the user name and a keyed digest of it (RFC 2195). */
final class CramMd5Mechanism implements SaslMechanism {

  /** The key of an empty password. HMAC pads keys with zeros, and Java has no empty keys. */
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
    password = Secrets.passwordBytes(credentials);
    return null;
  }

  @Override
  public byte[] respond(byte[] challenge) throws SaslException {
    if (answered) {
      throw new SaslException("The server sent another challenge after CRAM-MD5 was complete");
    }
    if (challenge.length == 0) {
      throw new SaslException(
          "The server's challenge is empty, so the answer could be looked up in a prepared table of"
              + " passwords; use another mechanism");
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
