package smtp.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The server side of one SCRAM exchange (RFC 5802, RFC 7677), message by message: for tests of SASL
 * mechanisms without a connection. The steps {@code SCRAM…} of a {@link Dialogue} bring it to one.
 *
 * <p>It knows one password, whoever it is that comes with it, and can be told to say something else
 * than what is due:
 *
 * {@snippet :
 * var server = ScramServer.of("SHA-256", "pencil");
 * String serverFirst = server.first(mechanism.initialResponse());
 * String serverFinal = server.last(mechanism.respond(serverFirst.getBytes(UTF_8)));
 * mechanism.respond(serverFinal.getBytes(UTF_8));
 * }
 *
 * <p>Built on the JDK alone. Not safe for use by several threads.
 */
public final class ScramServer {
  /** Stands for the client's nonce in what the server is told to say. */
  public static final String NONCE = "{nonce}";

  static final List<String> HASHES = List.of("SHA-1", "SHA-256", "SHA-512");

  private static final int ITERATIONS = 4_096;
  private static final String SALT = "AQIDBAUGBwgJCgsM";
  private static final Pattern CLIENT_FIRST =
      Pattern.compile("((?:n|y|p=[^,]*),(?:a=[^,]*)?,)(n=([^,]*),r=([^,]+).*)", Pattern.DOTALL);
  private static final Pattern CLIENT_FINAL =
      Pattern.compile("(c=[^,]*,r=[^,]*(?:,.*)?),p=([^,]*)", Pattern.DOTALL);
  private static final Pattern SERVER_FIRST =
      Pattern.compile("r=([^,]+),s=([^,]+),i=([0-9]{1,9})(,.*)?", Pattern.DOTALL);

  private final String hash;
  private final String password;
  private final int iterations;
  private String header = "";
  private String clientFirst = "";
  private String userName = "";
  private String clientNonce = "";
  private String serverFirst = "";

  private ScramServer(String hash, String password, int iterations) {
    this.hash = hash;
    this.password = password;
    this.iterations = iterations;
  }

  /**
   * Returns a server that has passwords hashed 4,096 times, as {@link #of(String, String, int)}.
   */
  public static ScramServer of(String hash, String password) {
    return of(hash, password, ITERATIONS);
  }

  /**
   * Returns a server.
   *
   * @param hash {@code SHA-1}, {@code SHA-256} or {@code SHA-512}
   * @param password as it is stored, after SASLprep
   * @param iterations how often the client is to hash it, 1 or more
   * @throws IllegalArgumentException if there is no such hash
   */
  public static ScramServer of(String hash, String password, int iterations) {
    if (!HASHES.contains(hash)) {
      throw new IllegalArgumentException("a hash function is one of " + HASHES);
    }
    return new ScramServer(hash, password, iterations);
  }

  /**
   * Takes the client-first-message.
   *
   * @return the server-first-message that is due
   * @throws IllegalArgumentException if it is malformed
   */
  public String first(byte[] clientFirstMessage) {
    Matcher message = CLIENT_FIRST.matcher(new String(clientFirstMessage, UTF_8));
    if (!message.matches()) {
      throw new IllegalArgumentException("no client-first-message");
    }
    header = message.group(1);
    clientFirst = message.group(2);
    userName = message.group(3);
    clientNonce = message.group(4);
    return first("r=" + NONCE + "srv,s=" + SALT + ",i=" + iterations);
  }

  /**
   * Has the server go on as if it said this in place of the server-first-message that is due.
   *
   * @param message in which {@link #NONCE} stands for the client's nonce
   * @return what it says
   */
  public String first(String message) {
    serverFirst = message.replace(NONCE, clientNonce);
    return serverFirst;
  }

  /** Returns the client's nonce, once it is known. */
  public String clientNonce() {
    return clientNonce;
  }

  /** Returns how the client is bound to the channel, as {@code n,,} or {@code p=tls-exporter,,}. */
  public String gs2Header() {
    return header;
  }

  /** Returns the user's name as it was sent: {@code =2C} is a comma, {@code =3D} an equals sign. */
  public String userName() {
    return userName;
  }

  /**
   * Takes the client-final-message.
   *
   * @param bindingData what the connection is bound to; nothing unless the client binds
   * @return the server-final-message that is due: the server's signature, or {@code
   *     e=channel-bindings-dont-match}, {@code e=invalid-proof} or {@code e=invalid-encoding}
   */
  public String last(byte[] clientFinalMessage, byte... bindingData) {
    Matcher last = CLIENT_FINAL.matcher(new String(clientFinalMessage, UTF_8));
    Matcher first = SERVER_FIRST.matcher(serverFirst);
    if (!last.matches() || !first.matches()) {
      return "e=invalid-encoding";
    }
    if (!last.group(1).equals("c=" + base64(bindingInput(bindingData)) + ",r=" + first.group(1))) {
      return "e=channel-bindings-dont-match";
    }
    try {
      byte[] salted = salted(decoded(first.group(2)), Integer.parseInt(first.group(3)));
      String authMessage = clientFirst + "," + serverFirst + "," + last.group(1);
      return isProof(decoded(last.group(2)), salted, authMessage)
          ? "v=" + base64(hmac(hmac(salted, "Server Key"), authMessage))
          : "e=invalid-proof";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime cannot do SCRAM with " + hash, e);
    }
  }

  private byte[] bindingInput(byte[] data) {
    byte[] start = header.getBytes(UTF_8);
    byte[] input = new byte[start.length + data.length];
    System.arraycopy(start, 0, input, 0, start.length);
    System.arraycopy(data, 0, input, start.length, data.length);
    return input;
  }

  private byte[] salted(byte[] salt, int count) throws GeneralSecurityException {
    int bits = Mac.getInstance(hmacName()).getMacLength() * Byte.SIZE;
    return SecretKeyFactory.getInstance("PBKDF2With" + hmacName())
        .generateSecret(new PBEKeySpec(password.toCharArray(), salt, count, bits))
        .getEncoded();
  }

  private boolean isProof(byte[] proof, byte[] salted, String authMessage)
      throws GeneralSecurityException {
    byte[] storedKey = MessageDigest.getInstance(hash).digest(hmac(salted, "Client Key"));
    byte[] clientKey = hmac(storedKey, authMessage);
    if (proof.length != clientKey.length) {
      return false;
    }
    for (int i = 0; i < clientKey.length; i++) {
      clientKey[i] ^= proof[i];
    }
    return MessageDigest.isEqual(storedKey, MessageDigest.getInstance(hash).digest(clientKey));
  }

  private byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance(hmacName());
    mac.init(new SecretKeySpec(key, hmacName()));
    return mac.doFinal(text.getBytes(UTF_8));
  }

  private String hmacName() {
    return "Hmac" + hash.replace("-", "");
  }

  private static String base64(byte[] octets) {
    return Base64.getEncoder().encodeToString(octets);
  }

  /** What is not base64 is no proof and no salt of anything. */
  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[] {0};
    }
  }
}
