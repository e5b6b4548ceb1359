package smtp.api;

import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a TLS provider has to know to make a context.
 *
 * <p>None of these turns off the check of certificates or names: nothing does. Immutable.
 */
public final class TlsOptions {

  private static final TlsOptions DEFAULTS = builder().build();

  private final @Nullable Store trust;
  private final @Nullable Store clientCertificate;
  private final @Nullable Store clientKey;
  private final Set<String> pins;
  private final List<String> protocols;

  private TlsOptions(Builder builder) {
    this.trust = builder.trust;
    this.clientCertificate = builder.clientCertificate;
    this.clientKey = builder.clientKey;
    this.pins = Set.copyOf(builder.pins);
    this.protocols = builder.protocols;
  }

  /** Returns the options of a client that trusts what the platform trusts, TLS 1.2 and 1.3. */
  public static TlsOptions defaults() {
    return DEFAULTS;
  }

  /** Returns a builder that begins with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the certificates to trust, or empty for the platform's. */
  public Optional<Store> trust() {
    return Optional.ofNullable(trust);
  }

  /** Returns where the client's own certificate is, or empty if it has none to show. */
  public Optional<Store> clientCertificate() {
    return Optional.ofNullable(clientCertificate);
  }

  /**
   * Returns where the key of the client's certificate is, which may be the same file; empty if the
   * client has no certificate.
   */
  public Optional<Store> clientKey() {
    return Optional.ofNullable(clientKey);
  }

  /**
   * Returns the SHA-256 hashes, in base64, of the public keys of which one has to be in the chain
   * of certificates that makes a server trusted; none if any trusted server will do.
   */
  public Set<String> pins() {
    return pins;
  }

  /** Returns the protocol versions allowed, such as {@code TLSv1.3}. */
  public List<String> protocols() {
    return protocols;
  }

  /**
   * A file of certificates or keys, and the password that it is protected by. Whether it is PEM
   * (RFC 7468) or PKCS #12 (RFC 7292) is for its reader to see. Immutable.
   */
  public static final class Store {

    private final Path file;
    private final char @Nullable [] password;

    private Store(Path file, char @Nullable [] password) {
      this.file = Objects.requireNonNull(file);
      this.password = password == null ? null : password.clone();
    }

    /** Returns the file. */
    public Path file() {
      return file;
    }

    /** Returns a copy of the password, for the caller to wipe, or empty if there is none. */
    public Optional<char[]> password() {
      return Optional.ofNullable(password).map(char[]::clone);
    }

    /** Returns the file's name; never the password. */
    @Override
    public String toString() {
      return file.toString();
    }
  }

  /** Builds {@link TlsOptions}. Not safe for use by several threads. */
  public static final class Builder {

    private static final String PIN_BEGIN = "pin-sha256=\"";
    private static final String PIN_END = "\"";
    private static final int SHA_256_OCTETS = 32;

    private final Set<String> pins = new HashSet<>();
    private @Nullable Store trust;
    private @Nullable Store clientCertificate;
    private @Nullable Store clientKey;
    private List<String> protocols = List.of("TLSv1.3", "TLSv1.2");

    private Builder() {}

    /**
     * Trusts the certificates in a file, and no others.
     *
     * @param file PEM, or PKCS #12 that no password protects
     */
    public Builder trust(Path file) {
      this.trust = new Store(file, null);
      return this;
    }

    /**
     * Trusts the certificates in a file, and no others.
     *
     * @param file PKCS #12
     * @param password copied
     */
    public Builder trust(Path file, char[] password) {
      this.trust = new Store(file, password);
      return this;
    }

    /**
     * Shows the client's own certificate to a server that asks for one.
     *
     * @param file PEM with the certificate, those of its issuers and the key (PKCS #8, not
     *     encrypted)
     */
    public Builder clientCertificate(Path file) {
      return client(new Store(file, null));
    }

    /**
     * Shows the client's own certificate to a server that asks for one.
     *
     * @param file PKCS #12, or PEM with an encrypted key (PKCS #8)
     * @param password of the file and of the key in it; copied
     */
    public Builder clientCertificate(Path file, char[] password) {
      return client(new Store(file, password));
    }

    /**
     * Shows the client's own certificate to a server that asks for one.
     *
     * @param certificates PEM with the certificate, and those of its issuers
     * @param key PEM with the key (PKCS #8, not encrypted)
     */
    public Builder clientCertificate(Path certificates, Path key) {
      this.clientCertificate = new Store(certificates, null);
      this.clientKey = new Store(key, null);
      return this;
    }

    private Builder client(Store store) {
      this.clientCertificate = store;
      this.clientKey = store;
      return this;
    }

    /**
     * Takes a server only if one of these keys is its own or an issuer's, on top of all other
     * checks (RFC 7469, section 2.6). Name a second key that is kept elsewhere: a server that loses
     * its only pinned key is out of reach.
     *
     * @param keys the SHA-256 hash of a SubjectPublicKeyInfo in base64, as it is or as {@code
     *     pin-sha256="..."} (RFC 7469, section 2.4)
     * @throws IllegalArgumentException if one is not such a hash
     */
    public Builder pins(String... keys) {
      for (String key : keys) {
        pins.add(pin(key));
      }
      return this;
    }

    private static String pin(String text) {
      String base64 =
          text.startsWith(PIN_BEGIN) && text.endsWith(PIN_END)
              ? text.substring(PIN_BEGIN.length(), text.length() - PIN_END.length())
              : text;
      if (!isHash(base64)) {
        throw new IllegalArgumentException(
            "A pin is the SHA-256 hash of a public key in base64, 44 characters, not " + text);
      }
      return base64;
    }

    private static boolean isHash(String base64) {
      try {
        byte[] hash = Base64.getDecoder().decode(base64);
        // Written otherwise it would never be equal to a hash that is computed.
        return hash.length == SHA_256_OCTETS
            && Base64.getEncoder().encodeToString(hash).equals(base64);
      } catch (IllegalArgumentException e) {
        return false;
      }
    }

    /**
     * Allows these protocol versions, and no others.
     *
     * @throws IllegalArgumentException if none is given
     */
    public Builder protocols(String... versions) {
      if (versions.length == 0) {
        throw new IllegalArgumentException("Allow at least one version of TLS");
      }
      this.protocols = List.of(versions);
      return this;
    }

    /** Returns the options. */
    public TlsOptions build() {
      return new TlsOptions(this);
    }
  }
}
