package smtp.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import smtp.api.TlsOptions;

/** The certificates and the private key of a PKCS #12 file (RFC 7292). */
final class Pkcs12 {

  /**
   * The first byte of an ASN.1 SEQUENCE, with which the file starts. No PEM file starts with it.
   */
  private static final byte SEQUENCE = 0x30;

  private final TlsOptions.Store source;
  private final KeyStore store;

  private Pkcs12(TlsOptions.Store source, KeyStore store) {
    this.source = source;
    this.store = store;
  }

  static boolean isOne(byte[] content) {
    return content.length > 0 && content[0] == SEQUENCE;
  }

  /**
   * Opens a file.
   *
   * @throws IOException if it is damaged, or the password is wrong or missing
   */
  static Pkcs12 open(TlsOptions.Store source, byte[] content)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    char[] password = source.password().orElse(null);
    try {
      store.load(new ByteArrayInputStream(content), password);
      return new Pkcs12(source, store);
    } catch (IOException e) {
      throw WrongPassword.isTheReason(e)
          ? new IOException(WrongPassword.of(source.toString(), password), e)
          : new IOException(
              source
                  + " is neither PEM (text) nor PKCS #12; convert a DER certificate to PEM with openssl"
                  + " x509 -in FILE -out NEW",
              e);
    } finally {
      wipe(password);
    }
  }

  private static void wipe(char @Nullable [] password) {
    if (password != null) {
      Arrays.fill(password, '\0');
    }
  }

  /**
   * Returns all certificates, including those of the keys and of their issuers.
   *
   * @throws KeyStoreException if there is none. A file that is opened without its password also
   *     looks empty
   */
  List<X509Certificate> certificates() throws KeyStoreException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (String alias : Collections.list(store.aliases())) {
      Certificate[] chain = store.getCertificateChain(alias);
      for (Certificate certificate :
          chain != null ? chain : new Certificate[] {store.getCertificate(alias)}) {
        certificates.add((X509Certificate) certificate);
      }
    }
    if (certificates.isEmpty()) {
      throw new KeyStoreException(source + " holds no certificate; does it need its password?");
    }
    return certificates;
  }

  /**
   * Returns the first private key and its certificates.
   *
   * @throws GeneralSecurityException if there is none, or the password of the key is another one
   */
  KeyAndCertificates key() throws GeneralSecurityException {
    char[] password = source.password().orElse(new char[0]);
    try {
      for (String alias : Collections.list(store.aliases())) {
        Key key = store.getKey(alias, password);
        Certificate[] chain = store.getCertificateChain(alias);
        if (key instanceof PrivateKey privateKey && chain != null) {
          return new KeyAndCertificates(privateKey, List.of(chain));
        }
      }
      throw new KeyStoreException(source + " holds no private key with a certificate");
    } catch (UnrecoverableKeyException e) {
      throw new UnrecoverableKeyException(WrongPassword.of(source.toString(), password));
    } finally {
      wipe(password);
    }
  }
}
