package smtp.message.internal.dkim;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A private key and the signature algorithm for it (RFC 8301, RFC 8463). */
public record DkimKey(PrivateKey key, String algorithm) {

  private static final int MIN_RSA_BITS = 1024;

  /** The one block that counts; what stands around it, such as comments, does not. */
  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN (RSA )?PRIVATE KEY-----"
              + "([^-]*+(?:-(?!----)[^-]*+)*+)"
              + "-----END \\1?PRIVATE KEY-----");

  /**
   * Returns a key with its algorithm.
   *
   * @throws IllegalArgumentException if it is not RSA of 1024 bits or more, or Ed25519
   */
  public static DkimKey of(PrivateKey key) {
    if (key instanceof RSAKey rsa) {
      if (rsa.getModulus().bitLength() < MIN_RSA_BITS) {
        throw new IllegalArgumentException(
            "key: an RSA key needs at least 1024 bits (RFC 8301, section 3.2)");
      }
      return new DkimKey(key, "rsa-sha256");
    }
    if (key instanceof EdECPrivateKey ed && ed.getParams().getName().equals("Ed25519")) {
      return new DkimKey(key, "ed25519-sha256");
    }
    throw new IllegalArgumentException(
        "key: needs to be RSA or Ed25519, not " + key.getAlgorithm());
  }

  /**
   * Reads a key in PEM: PKCS #8 ({@code PRIVATE KEY}) or PKCS #1 ({@code RSA PRIVATE KEY}). No
   * exception quotes the key.
   *
   * @throws IllegalArgumentException if the text is not such a key
   * @throws GeneralSecurityException if the runtime does not support the key
   */
  public static DkimKey ofPem(String pem) throws GeneralSecurityException {
    Matcher block = BLOCK.matcher(pem);
    if (!block.find()) {
      throw new IllegalArgumentException(
          "key: not an unencrypted PEM block PRIVATE KEY or RSA PRIVATE KEY");
    }
    // The old way to encrypt says so in header lines within the block.
    if (block.group(2).contains("ENCRYPTED")) {
      throw new IllegalArgumentException(
          "key: the PEM block is encrypted; decrypt it first, as with openssl pkey");
    }
    byte[] der;
    try {
      der = Base64.getMimeDecoder().decode(block.group(2));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("key: the PEM block is not base64");
    }
    return of(privateKey(block.group(1) == null ? der : pkcs8(der)));
  }

  private static PrivateKey privateKey(byte[] pkcs8) throws GeneralSecurityException {
    // The algorithm follows at this index; 06032b6570 is the identifier of Ed25519, 1.3.101.112.
    boolean ed25519 = HexFormat.of().formatHex(pkcs8).startsWith("06032b6570", 14);
    return KeyFactory.getInstance(ed25519 ? "Ed25519" : "RSA")
        .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  /** Puts a PKCS #1 key into PKCS #8: a version, the algorithm rsaEncryption, and the key. */
  private static byte[] pkcs8(byte[] pkcs1) {
    HexFormat hex = HexFormat.of();
    String key = hex.formatHex(pkcs1);
    String content = "020100" + "300d06092a864886f70d0101010500" + tagged("04", key);
    return hex.parseHex(tagged("30", content));
  }

  private static String tagged(String tag, String content) {
    return tag + "82" + HexFormat.of().toHexDigits((short) (content.length() / 2)) + content;
  }

  /** Signs data; with Ed25519 it is the SHA-256 hash that is signed (RFC 8463, section 3). */
  public byte[] sign(byte[] data) throws GeneralSecurityException {
    boolean rsa = algorithm.equals("rsa-sha256");
    Signature signature = Signature.getInstance(rsa ? "SHA256withRSA" : "Ed25519");
    signature.initSign(key);
    signature.update(rsa ? data : MessageDigest.getInstance("SHA-256").digest(data));
    return signature.sign();
  }

  /** Returns the algorithm, and nothing of the key. */
  @Override
  public String toString() {
    return algorithm;
  }
}
