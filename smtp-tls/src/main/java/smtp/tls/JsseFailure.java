package smtp.tls;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * Explains what the JDK's TLS throws. It has one exception class for most failures, so only the
 * English of its messages tells them apart.
 */
final class JsseFailure {

  private static final int MAX_CAUSES = 16;

  private final Throwable failure;
  private final String original;
  private final String message;

  private JsseFailure(Throwable failure) {
    this.failure = failure;
    this.original = String.valueOf(failure.getMessage());
    this.message = original.toLowerCase(Locale.ROOT);
  }

  /** Explains why a handshake failed, by the first of the causes that has a known meaning. */
  static Optional<String> ofHandshake(Throwable failure, String host) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .limit(MAX_CAUSES)
        .flatMap(cause -> new JsseFailure(cause).inHandshake(host).stream())
        .findFirst();
  }

  /** Explains why TLS broke after the handshake, if the caller has to change something. */
  static Optional<String> ofSession(Throwable failure) {
    return new JsseFailure(failure).aboutTheClient();
  }

  private Optional<String> inHandshake(String host) {
    return aboutTheName()
        .or(() -> aboutTheProtocol(host))
        .or(this::aboutTheClient)
        .or(this::aboutTheEnd);
  }

  private Optional<String> aboutTheName() {
    return message.startsWith("no subject alternative") || message.startsWith("no name matching")
        ? Optional.of(original + "; connect by a name that the certificate has")
        : Optional.empty();
  }

  private Optional<String> aboutTheProtocol(String host) {
    if (message.contains("unsupported or unrecognized ssl message")) {
      return Optional.of(
          "the server does not speak TLS on this port; if the port starts in plaintext, use"
              + " TlsMode.STARTTLS");
    }
    if (message.contains("protocol_version")
        || message.contains("no appropriate protocol")
        || message.contains("not enabled or supported")) {
      return Optional.of(
          host
              + " and this client have no version of TLS in common; update the server, or allow its"
              + " versions with TlsOptions.protocols");
    }
    return Optional.empty();
  }

  /** The server refused the client's certificate, or received none. */
  private Optional<String> aboutTheClient() {
    boolean refused =
        message.contains("received fatal alert")
            && (message.contains("certificate") || message.contains("unknown_ca"));
    return refused
        ? Optional.of(
            "the server requires a client certificate and received none, or one that it does not"
                + " accept ("
                + original
                + "); set one with TlsOptions.clientCertificate")
        : Optional.empty();
  }

  private Optional<String> aboutTheEnd() {
    if (message.contains("handshake_failure")) {
      return Optional.of(
          "the server ended the handshake ("
              + original
              + "): it has no cipher suite in common with this client, or requires a client"
              + " certificate (TlsOptions.clientCertificate); below Java 22, a runtime image needs"
              + " --add-modules jdk.crypto.ec");
    }
    boolean ofTheConnection = failure instanceof IOException && !(failure instanceof SSLException);
    return ofTheConnection || message.contains("terminated the handshake")
        ? Optional.of(
            "the server closed the connection in the middle of the handshake; it may require a"
                + " client certificate (TlsOptions.clientCertificate), or not speak TLS on this"
                + " port")
        : Optional.empty();
  }
}
