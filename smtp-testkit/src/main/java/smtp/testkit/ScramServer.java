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
 * The server side of one SCRAM exchange (RFC 5802, RFC 7677), message by message, to test SASL
 * mechanisms without a connection. The {@code SCRAM} steps of a {@link Dialogue} use it on one.
 *
 * <p>It accepts one password, with any user name, and can send a different message than the correct
 * one:
 *
 * {@snippet :
 * var server = ScramServer.of("SHA-256", "pencil");
 * String serverFirst = server.first(mechanism.initialResponse());
 * String serverFinal = server.last(mechanism.respond(serverFirst.getBytes(UTF_8)));
 * mechanism.respond(serverFinal.getBytes(UTF_8));
 * }
 *
 * <p>Needs only the JDK. Not safe for use by several threads.
 */
public final class ScramServer {
  /** Stands for the client's nonce in a message given to {@link #first(String)}. */
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

  /** Returns a server with 4,096 iterations, as {@link #of(String, String, int)} does. */
  public static ScramServer of(String hash, String password) {
    return of(hash, password, ITERATIONS);
  }

  /**
   * Returns a server.
   *
   * @param hash {@code SHA-1}, {@code SHA-256} or {@code SHA-512}
   * @param password after SASLprep, as a server stores it
   * @param iterations how often the client has to hash the password, 1 or more
   * @throws IllegalArgumentException if the hash is none of these
   */
  public static ScramServer of(String hash, String password, int iterations) {
    if (!HASHES.contains(hash)) {
      throw new IllegalArgumentException("the hash must be one of " + HASHES + ", not " + hash);
    }
    return new ScramServer(hash, password, iterations);
  }

  /**
   * Processes the client-first-message.
   *
   * @return the correct server-first-message
   * @throws IllegalArgumentException if the client's message is malformed
   */
  public String first(byte[] clientFirstMessage) {
    Matcher message = CLIENT_FIRST.matcher(new String(clientFirstMessage, UTF_8));
    if (!message.matches()) {
      throw new IllegalArgumentException("not a client-first-message");
    }
    header = message.group(1);
    clientFirst = message.group(2);
    userName = message.group(3);
    clientNonce = message.group(4);
    return first("r=" + NONCE + "srv,s=" + SALT + ",i=" + iterations);
  }

  /**
   * Replaces the correct server-first-message by another one, with which the exchange continues.
   *
   * @param message in which {@link #NONCE} stands for the client's nonce
   * @return the message with the client's nonce
   */
  public String first(String message) {
    serverFirst = message.replace(NONCE, clientNonce);
    return serverFirst;
  }

  /** Returns the client's nonce; empty before {@link #first(byte[])}. */
  public String clientNonce() {
    return clientNonce;
  }

  /**
   * Returns the GS2 header, which says whether and how the client binds to the channel: {@code n,,}
   * or {@code p=tls-exporter,,}, for example. Empty before {@link #first(byte[])}.
   */
  public String gs2Header() {
    return header;
  }

  /**
   * Returns the user name as it was sent: {@code =2C} stands for a comma, {@code =3D} for an equals
   * sign. Empty before {@link #first(byte[])}.
   */
  public String userName() {
    return userName;
  }

  /**
   * Processes the client-final-message.
   *
   * @param bindingData the channel binding data; none unless the client uses channel binding
   * @return the correct server-final-message: the server's signature, or {@code
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
      throw new IllegalStateException("this Java runtime does not support SCRAM with " + hash, e);
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

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Returns one zero byte for what is not base64: no proof and no salt matches it. */
  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[] {0};
    }
  }
}
