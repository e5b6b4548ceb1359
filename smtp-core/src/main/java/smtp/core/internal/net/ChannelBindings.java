package smtp.core.internal.net;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * The channel bindings of one TLS connection, for logins (RFC 5056).
 *
 * <p>The version of TLS decides which bindings exist, whoever supplies the data: {@code
 * tls-exporter} from TLS 1.3 on, {@code tls-unique} below it (RFC 9266, sections 3 and 4). Servers
 * abort the login, or fail themselves, if they receive the other one.
 */
public final class ChannelBindings {

  private static final String EXPORTER = "tls-exporter";
  private static final String UNIQUE = "tls-unique";
  private static final String EXPORTER_LABEL = "EXPORTER-Channel-Binding";
  private static final int EXPORTER_BYTES = 32;

  /** The versions before TLS 1.3, by the names of the JDK. */
  private static final Set<String> BEFORE_TLS_1_3 =
      Set.of("SSLv2Hello", "SSLv3", "TLSv1", "TLSv1.1", "TLSv1.2");

  private final SSLSession session;
  private final Function<String, Optional<byte[]>> provider;

  /**
   * Makes the bindings of a connection.
   *
   * @param provider returns the data of a registered type that the runtime cannot give
   */
  ChannelBindings(SSLSession session, Function<String, Optional<byte[]>> provider) {
    this.session = session;
    this.provider = provider;
  }

  /**
   * Returns the data of a registered type; empty if the version of TLS does not have it, or neither
   * provider nor runtime does.
   */
  public Optional<byte[]> of(String type) {
    return exists(type) ? data(type) : Optional.empty();
  }

  private boolean exists(String type) {
    return switch (type) {
      case EXPORTER, UNIQUE -> type.equals(type(session.getProtocol()));
      default -> true;
    };
  }

  /** Returns the type that differs for each connection of a version of TLS. */
  public static String type(String protocol) {
    return BEFORE_TLS_1_3.contains(protocol) ? UNIQUE : EXPORTER;
  }

  private Optional<byte[]> data(String type) {
    return provider
        .apply(type)
        .or(() ->
            switch (type) {
              case EXPORTER -> exporter();
              case "tls-server-end-point" -> serverEndPoint();
              default -> Optional.empty();
            });
  }

  /** {@code tls-exporter} (RFC 9266). */
  private Optional<byte[]> exporter() {
    if (!(session instanceof ExtendedSSLSession extended)) {
      return Optional.empty();
    }
    try {
      // Since Java 25; this code is compiled for 21.
      Method export =
          ExtendedSSLSession.class.getMethod(
              "exportKeyingMaterialData", String.class, byte[].class, int.class);
      return Optional.of(
          (byte[]) export.invoke(extended, EXPORTER_LABEL, new byte[0], EXPORTER_BYTES));
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      return Optional.empty();
    }
  }

  /** {@code tls-server-end-point} (RFC 5929, section 4.1): a hash of the server's certificate. */
  private Optional<byte[]> serverEndPoint() {
    try {
      X509Certificate certificate = (X509Certificate) session.getPeerCertificates()[0];
      return Optional.of(
          MessageDigest.getInstance(hash(certificate.getSigAlgName()))
              .digest(certificate.getEncoded()));
    } catch (SSLPeerUnverifiedException
        | CertificateEncodingException
        | NoSuchAlgorithmException e) {
      return Optional.empty();
    }
  }

  /** Returns the hash function of a signature algorithm such as {@code SHA384withECDSA}. */
  private static String hash(String signature) throws NoSuchAlgorithmException {
    int with = signature.toUpperCase(Locale.ROOT).indexOf("WITH");
    if (with < 0) {
      throw new NoSuchAlgorithmException(signature + " names no hash function");
    }
    String hash = signature.substring(0, with).toUpperCase(Locale.ROOT);
    return switch (hash) {
      case "MD5", "SHA1" -> "SHA-256";
      default -> hash.replaceFirst("^SHA(?=[0-9])", "SHA-");
    };
  }
}
