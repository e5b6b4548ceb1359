package smtp.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a TLS provider has to know to make a context.
 *
 * <p>None of these turns off the check of certificates or names: nothing does. Immutable.
 */
public final class TlsOptions {

  private static final TlsOptions DEFAULTS = builder().build();

  private final @Nullable Path trust;
  private final List<String> protocols;

  private TlsOptions(Builder builder) {
    this.trust = builder.trust;
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

  /** Returns the PEM file of the certificates to trust, or empty for the platform's. */
  public Optional<Path> trust() {
    return Optional.ofNullable(trust);
  }

  /** Returns the protocol versions allowed, such as {@code TLSv1.3}. */
  public List<String> protocols() {
    return protocols;
  }

  /** Builds {@link TlsOptions}. Not safe for use by several threads. */
  public static final class Builder {

    private @Nullable Path trust;
    private List<String> protocols = List.of("TLSv1.3", "TLSv1.2");

    private Builder() {}

    /** Trusts the certificates in a PEM file, and no others. */
    public Builder trust(Path pem) {
      this.trust = pem;
      return this;
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
