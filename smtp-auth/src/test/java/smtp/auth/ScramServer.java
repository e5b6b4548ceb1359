package smtp.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The server side of SCRAM, on the JDK alone, that knows one password. */
final class ScramServer {

  private static final byte[] SALT = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

  private final String hash;
  private final byte[] salted;
  private final int iterations;

  private String clientFirst = "";
  private String serverFirst = "";

  /**
   * Makes a server.
   *
   * @param hash such as {@code SHA-256}
   */
  ScramServer(String hash, String password, int iterations) throws GeneralSecurityException {
    this.hash = hash;
    this.iterations = iterations;
    String hmac = hmacName();
    this.salted =
        SecretKeyFactory.getInstance("PBKDF2With" + hmac)
            .generateSecret(
                new PBEKeySpec(
                    password.toCharArray(),
                    SALT,
                    iterations,
                    Mac.getInstance(hmac).getMacLength() * 8))
            .getEncoded();
  }

  private String hmacName() {
    return "Hmac" + hash.replace("-", "");
  }

  /** Returns the server-first-message that is due. */
  String first(byte[] clientFirstMessage) {
    clientFirst = new String(clientFirstMessage, UTF_8);
    return first("r=" + clientNonce() + "srv,s=" + base64(SALT) + ",i=" + iterations);
  }

  /** Says something else instead, and goes on as if it were due. */
  String first(String message) {
    serverFirst = message;
    return message;
  }

  String clientNonce() {
    return clientFirst.substring(clientFirst.lastIndexOf(",r=") + 3);
  }

  String gs2Header() {
    return clientFirst.substring(0, clientFirst.indexOf(",n=") + 1);
  }

  String userName() {
    return clientFirst.substring(clientFirst.indexOf(",n=") + 3, clientFirst.lastIndexOf(",r="));
  }

  /**
   * Checks the client-final-message and returns the server-final-message.
   *
   * @param bindingData what the connection is bound to
   */
  String last(byte[] clientFinalMessage, byte... bindingData) throws GeneralSecurityException {
    String clientFinal = new String(clientFinalMessage, UTF_8);
    int proofAt = clientFinal.lastIndexOf(",p=");
    String withoutProof = clientFinal.substring(0, proofAt);
    if (!withoutProof.equals(expected(bindingData))) {
      return "e=channel-bindings-dont-match";
    }
    String authMessage =
        clientFirst.substring(gs2Header().length()) + "," + serverFirst + "," + withoutProof;
    byte[] storedKey = MessageDigest.getInstance(hash).digest(hmac(salted, "Client Key"));
    byte[] clientKey = hmac(storedKey, authMessage);
    byte[] proof = Base64.getDecoder().decode(clientFinal.substring(proofAt + 3));
    for (int i = 0; i < clientKey.length; i++) {
      clientKey[i] ^= proof[i];
    }
    if (!MessageDigest.isEqual(storedKey, MessageDigest.getInstance(hash).digest(clientKey))) {
      return "e=invalid-proof";
    }
    return "v=" + base64(hmac(hmac(salted, "Server Key"), authMessage));
  }

  private String expected(byte[] bindingData) {
    byte[] header = gs2Header().getBytes(UTF_8);
    byte[] input = new byte[header.length + bindingData.length];
    System.arraycopy(header, 0, input, 0, header.length);
    System.arraycopy(bindingData, 0, input, header.length, bindingData.length);
    return "c=" + base64(input) + ",r=" + serverFirst.substring(2, serverFirst.indexOf(','));
  }

  private byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance(hmacName());
    mac.init(new SecretKeySpec(key, hmacName()));
    return mac.doFinal(text.getBytes(UTF_8));
  }

  private static String base64(byte[] octets) {
    return Base64.getEncoder().encodeToString(octets);
  }
}
