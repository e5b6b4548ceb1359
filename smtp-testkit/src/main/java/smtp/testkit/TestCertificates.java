package smtp.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * Certificates for tests, good ones and faulty ones, and the authority that issued them.
 *
 * <p>They are made at first use, in memory, with new keys in each run of a Java virtual machine
 * (ECDSA on P-256), and are valid from a day before that for a year, but for the expired one. None
 * of them is of any use outside tests.
 *
 * {@snippet :
 * try (var server = ScriptedServer.builder(dialogue)
 *     .certificate(TestCertificates.expired())
 *     .start()) {
 *   // A client that trusts TestCertificates.trustingContext() must refuse the handshake.
 * }
 * }
 *
 * <p>Safe for use by several threads.
 */
public final class TestCertificates {
  private TestCertificates() {}

  /**
   * An identity that a client is to accept: issued by the authority for the names {@code
   * localhost}, {@code mail.example.org} and the addresses {@code 127.0.0.1} and {@code ::1}.
   */
  public static Identity trusted() {
    return TestAuthority.TRUSTED;
  }

  /** As {@link #trusted()}, but its certificate ended yesterday. */
  public static Identity expired() {
    return TestAuthority.EXPIRED;
  }

  /** Issued by the authority, for the name {@code other.example.net} alone. */
  public static Identity wrongName() {
    return TestAuthority.WRONG_NAME;
  }

  /**
   * Issued by the authority, with {@code localhost} as the common name of its subject and no
   * subjectAltName. A client that follows RFC 9525 finds no name in it and must refuse it; the
   * check that Java does for HTTPS accepts it.
   */
  public static Identity commonNameOnly() {
    return TestAuthority.COMMON_NAME_ONLY;
  }

  /** With the names of {@link #trusted()}, but issued by nobody else than itself. */
  public static Identity selfSigned() {
    return TestAuthority.SELF_SIGNED;
  }

  /** An identity for clients, issued by the authority. */
  public static Identity client() {
    return TestAuthority.CLIENT;
  }

  /** Returns the certificate of the authority. */
  public static X509Certificate authority() {
    return TestAuthority.AUTHORITY.certificate();
  }

  /**
   * Writes the certificate of the authority to a file, as PEM (RFC 7468); an existing file is
   * replaced.
   *
   * @return the file
   * @throws UncheckedIOException if the file cannot be written
   */
  public static Path writeAuthorityPem(Path file) {
    return Pem.write(file, Pem.certificates(List.of(authority())));
  }

  /** Returns a new context for clients that trust the authority and nothing else. */
  public static SSLContext trustingContext() {
    return TestAuthority.context(null);
  }

  /**
   * A private key and the certificate for it, with its issuer's.
   *
   * <p>Immutable.
   */
  public static final class Identity {
    private final String name;
    private final PrivateKey privateKey;
    private final List<X509Certificate> chain;

    Identity(String name, PrivateKey privateKey, List<X509Certificate> chain) {
      this.name = name;
      this.privateKey = privateKey;
      this.chain = List.copyOf(chain);
    }

    /** Returns the private key. */
    public PrivateKey privateKey() {
      return privateKey;
    }

    /** Returns the certificate: the first of the chain. */
    public X509Certificate certificate() {
      return chain.getFirst();
    }

    /** Returns the certificate, and its issuer's unless it is its own issuer. */
    public List<X509Certificate> chain() {
      return chain;
    }

    /**
     * Returns a new context for servers that show this identity. It trusts certificates of clients
     * that the authority issued; whether they are asked for is set on the socket.
     */
    public SSLContext serverContext() {
      return TestAuthority.context(this);
    }

    /** Returns a new context for clients that show this identity and trust the authority. */
    public SSLContext clientContext() {
      return TestAuthority.context(this);
    }

    /**
     * Writes the private key (PKCS #8) and the chain to one file, as PEM (RFC 7468); an existing
     * file is replaced.
     *
     * @return the file
     * @throws UncheckedIOException if the file cannot be written
     */
    public Path writePem(Path file) {
      return Pem.write(file, Pem.privateKey(privateKey) + Pem.certificates(chain));
    }

    /**
     * Returns a PKCS #12 key store that holds the private key and the chain.
     *
     * @param password of the store and of the key in it
     */
    public byte[] pkcs12(char[] password) {
      var store = new ByteArrayOutputStream();
      try {
        keyStore("PKCS12", password).store(store, password);
      } catch (GeneralSecurityException | IOException e) {
        throw new IllegalStateException("this Java runtime cannot make a PKCS #12 key store", e);
      }
      return store.toByteArray();
    }

    KeyStore keyStore(String type, char[] password) throws GeneralSecurityException, IOException {
      var store = KeyStore.getInstance(type);
      store.load(null, null);
      store.setKeyEntry(name, privateKey, password, chain.toArray(X509Certificate[]::new));
      return store;
    }

    /** Returns what the identity is called here, as {@code expired}; never its key. */
    @Override
    public String toString() {
      return name;
    }
  }
}
