package smtp.core.internal.net;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** The channel bindings of one TLS connection, for logins (RFC 5056). */
public final class ChannelBindings {

  private static final String EXPORTER_LABEL = "EXPORTER-Channel-Binding";
  private static final int EXPORTER_BYTES = 32;

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

  /** Returns the data of a registered type, or empty if neither provider nor runtime has it. */
  public Optional<byte[]> of(String type) {
    return provider
        .apply(type)
        .or(() ->
            switch (type) {
              case "tls-exporter" -> exporter();
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
