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
 * Valid and faulty certificates for tests, and the authority that issued them.
 *
 * <p>They are created in memory at first use, with new keys (ECDSA on P-256) in each run of a Java
 * virtual machine. Except for the expired one, they are valid from one day before that for one
 * year. None of them is of any use outside tests.
 *
 * {@snippet :
 * try (var server = ScriptedServer.builder(dialogue)
 *     .certificate(TestCertificates.expired())
 *     .start()) {
 *   // A client with TestCertificates.trustingContext() must abort the handshake.
 * }
 * }
 *
 * <p>Safe for use by several threads.
 */
public final class TestCertificates {
  private TestCertificates() {}

  /**
   * Returns an identity that a client must accept: issued by the authority for the names {@code
   * localhost}, {@code mail.example.org} and {@code mail_server} and the addresses {@code
   * 127.0.0.1} and {@code ::1}.
   */
  public static Identity trusted() {
    return TestAuthority.TRUSTED;
  }

  /** Returns an identity like {@link #trusted()} whose certificate expired yesterday. */
  public static Identity expired() {
    return TestAuthority.EXPIRED;
  }

  /** Returns an identity issued by the authority for the name {@code other.example.net} only. */
  public static Identity wrongName() {
    return TestAuthority.WRONG_NAME;
  }

  /**
   * Returns an identity issued by the authority with {@code localhost} as the common name of its
   * subject and no subjectAltName. A client that follows RFC 9525 must reject it, because it finds
   * no name; Java's check for HTTPS accepts it.
   */
  public static Identity commonNameOnly() {
    return TestAuthority.COMMON_NAME_ONLY;
  }

  /** Returns an identity with the names of {@link #trusted()} whose certificate is self-signed. */
  public static Identity selfSigned() {
    return TestAuthority.SELF_SIGNED;
  }

  /** Returns an identity for clients, issued by the authority. */
  public static Identity client() {
    return TestAuthority.CLIENT;
  }

  /** Returns the authority's certificate. */
  public static X509Certificate authority() {
    return TestAuthority.AUTHORITY.certificate();
  }

  /**
   * Writes the authority's certificate to a file as PEM (RFC 7468). An existing file is replaced.
   *
   * @return the file
   * @throws UncheckedIOException if the file cannot be written
   */
  public static Path writeAuthorityPem(Path file) {
    return Pem.write(file, Pem.certificates(List.of(authority())));
  }

  /** Returns a new context for clients that trust only the authority. */
  public static SSLContext trustingContext() {
    return TestAuthority.context(null);
  }

  /**
   * A private key with its certificate chain, for a server or a client.
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

    /** Returns the certificate, which is the first of the chain. */
    public X509Certificate certificate() {
      return chain.getFirst();
    }

    /** Returns the certificate, followed by its issuer's unless it is self-signed. */
    public List<X509Certificate> chain() {
      return chain;
    }

    /**
     * Returns a new context for servers that present this identity. It trusts client certificates
     * issued by the authority; whether the server asks for one is set on the socket.
     */
    public SSLContext serverContext() {
      return TestAuthority.context(this);
    }

    /** Returns a new context for clients that present this identity and trust the authority. */
    public SSLContext clientContext() {
      return TestAuthority.context(this);
    }

    /**
     * Writes the private key (PKCS #8) and the chain to one file as PEM (RFC 7468). An existing
     * file is replaced.
     *
     * @return the file
     * @throws UncheckedIOException if the file cannot be written
     */
    public Path writePem(Path file) {
      return Pem.write(file, Pem.privateKey(privateKey) + Pem.certificates(chain));
    }

    /**
     * Returns a PKCS #12 key store with the private key and the chain.
     *
     * @param password of the key store and of the key in it: ASCII, because JDK 21 accepts no other
     */
    public byte[] pkcs12(char[] password) {
      var store = new ByteArrayOutputStream();
      try {
        keyStore("PKCS12", password).store(store, password);
      } catch (GeneralSecurityException | IOException e) {
        throw new IllegalStateException(
            "this Java runtime cannot make a PKCS #12 key store; is the password ASCII?", e);
      }
      return store.toByteArray();
    }

    KeyStore keyStore(String type, char[] password) throws GeneralSecurityException, IOException {
      var store = KeyStore.getInstance(type);
      store.load(null, null);
      store.setKeyEntry(name, privateKey, password, chain.toArray(X509Certificate[]::new));
      return store;
    }

    /** Returns the factory method's name, such as {@code expired}; never the key. */
    @Override
    public String toString() {
      return name;
    }
  }
}
