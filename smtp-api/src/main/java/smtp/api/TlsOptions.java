package smtp.api;

import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * How a client uses TLS: which certificates it trusts, its own certificate, pinned keys, and
 * protocol versions.
 *
 * <p>The client always checks the server's certificate and name; no option turns that off.
 * Immutable.
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

  /** Returns the default options: the platform's trusted certificates, TLS 1.2 and TLS 1.3. */
  public static TlsOptions defaults() {
    return DEFAULTS;
  }

  /** Returns a builder that starts with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the file of the certificates to trust, or empty for the platform's. */
  public Optional<Store> trust() {
    return Optional.ofNullable(trust);
  }

  /** Returns the file of the client's certificate, or empty if the client has none. */
  public Optional<Store> clientCertificate() {
    return Optional.ofNullable(clientCertificate);
  }

  /**
   * Returns the file of the private key of the client's certificate, which may be the same file, or
   * empty if the client has no certificate.
   */
  public Optional<Store> clientKey() {
    return Optional.ofNullable(clientKey);
  }

  /**
   * Returns the pins: SHA-256 hashes, in base64, of public keys, one of which the server's chain of
   * certificates has to have.
   *
   * @return the hashes; none if every trusted server is accepted
   */
  public Set<String> pins() {
    return pins;
  }

  /** Returns the allowed protocol versions, such as {@code TLSv1.3}. */
  public List<String> protocols() {
    return protocols;
  }

  /** Returns the options; never a password. */
  @Override
  public String toString() {
    StringJoiner out = new StringJoiner(", ", "TlsOptions[", "]");
    out.add(String.join(" ", protocols));
    trust().ifPresent(store -> out.add("trust " + store));
    clientCertificate().ifPresent(store -> out.add("client certificate " + store));
    if (!pins.isEmpty()) {
      out.add(pins.size() == 1 ? "1 pin" : pins.size() + " pins");
    }
    return out.toString();
  }

  /**
   * A file of certificates or keys, and its password.
   *
   * <p>The file is PEM (RFC 7468) or PKCS #12 (RFC 7292); the TLS provider finds out which.
   * Immutable.
   */
  public static final class Store {

    private final Path file;
    private final char @Nullable [] password;

    private Store(Path file, char @Nullable [] password) {
      this.file = Objects.requireNonNull(file, "file");
      this.password = password == null ? null : password.clone();
    }

    /** Returns the file. */
    public Path file() {
      return file;
    }

    /** Returns a copy of the password for the caller to wipe, or empty if there is none. */
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
     * Trusts the certificates in a file, and no others. The default is the platform's.
     *
     * @param file a PEM file, or a PKCS #12 file without a password; read at the first connection
     */
    public Builder trust(Path file) {
      this.trust = new Store(file, null);
      return this;
    }

    /**
     * Trusts the certificates in a file, and no others.
     *
     * @param file a PKCS #12 file; read at the first connection
     * @param password the password of the file; copied
     */
    public Builder trust(Path file, char[] password) {
      Objects.requireNonNull(password, "password");
      this.trust = new Store(file, password);
      return this;
    }

    /**
     * Sends the client's certificate to a server that asks for one.
     *
     * @param file a PEM file with the certificate, those of its issuers, and the private key (PKCS
     *     #8, not encrypted); read at the first connection
     */
    public Builder clientCertificate(Path file) {
      return client(new Store(file, null));
    }

    /**
     * Sends the client's certificate to a server that asks for one.
     *
     * @param file a PKCS #12 file, or a PEM file with an encrypted private key (PKCS #8); read at
     *     the first connection
     * @param password the password of the file and of its key; copied
     */
    public Builder clientCertificate(Path file, char[] password) {
      Objects.requireNonNull(password, "password");
      return client(new Store(file, password));
    }

    /**
     * Sends the client's certificate to a server that asks for one.
     *
     * @param certificates a PEM file with the certificate, and those of its issuers
     * @param key a PEM file with the private key (PKCS #8, not encrypted)
     */
    public Builder clientCertificate(Path certificates, Path key) {
      Objects.requireNonNull(certificates, "certificates");
      Objects.requireNonNull(key, "key");
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
     * Accepts only a server that has one of these public keys, or whose certificate an issuer with
     * one of them signed, in addition to all other checks (RFC 7469, section 2.6).
     *
     * <p>Give a second key that is kept elsewhere. If the server loses its only pinned key, the
     * client can no longer connect.
     *
     * @param keys for each key, the SHA-256 hash of its SubjectPublicKeyInfo in base64, with or
     *     without {@code pin-sha256="..."} around it (RFC 7469, section 2.4); added to those given
     *     before
     * @throws IllegalArgumentException if one is not such a hash
     */
    public Builder pins(String... keys) {
      Objects.requireNonNull(keys, "keys");
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
        // In another spelling, it would never equal a hash that is computed.
        return hash.length == SHA_256_OCTETS
            && Base64.getEncoder().encodeToString(hash).equals(base64);
      } catch (IllegalArgumentException e) {
        return false;
      }
    }

    /**
     * Allows these protocol versions, and no others. The default is TLS 1.3 and TLS 1.2.
     *
     * @param versions names that the TLS provider knows, such as {@code TLSv1.3}
     * @throws IllegalArgumentException if none is given
     */
    public Builder protocols(String... versions) {
      Objects.requireNonNull(versions, "versions");
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
