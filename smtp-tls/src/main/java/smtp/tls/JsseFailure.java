package smtp.tls;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * Explains what the JDK's TLS throws. Explained are the alerts that the server sent, by the names
 * that RFC 8446, section 6, gives them, an answer that is not TLS, and the end of the connection.
 * Nothing else is: a text that is not known is quoted by the client.
 */
final class JsseFailure {

  private static final int MAX_CAUSES = 16;

  /** How JSSE tells of an alert that it received, before Java 22 and since. */
  private static final Pattern ALERT =
      Pattern.compile("(?:\\(\\w+\\) )?Received fatal alert: (\\w+)");

  private static final String NOT_TLS = "Unsupported or unrecognized SSL message";

  private final List<Throwable> causes;
  private final String host;

  private JsseFailure(Throwable failure, String host) {
    this.causes =
        Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
            .limit(MAX_CAUSES)
            .toList();
    this.host = host;
  }

  /** Explains why a handshake failed. */
  static Optional<String> ofHandshake(Throwable failure, String host) {
    JsseFailure known = new JsseFailure(failure, host);
    return known.alert().map(known::explained).orElseGet(known::withoutAlert);
  }

  /** Explains why TLS broke after the handshake, if the caller has to change something. */
  static Optional<String> ofSession(Throwable failure) {
    return new JsseFailure(failure, "").alert().flatMap(JsseFailure::aboutTheClient);
  }

  private Optional<String> alert() {
    return causes.stream()
        .map(cause -> ALERT.matcher(String.valueOf(cause.getMessage())))
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .findFirst();
  }

  private Optional<String> explained(String alert) {
    return switch (alert) {
      case "protocol_version", "insufficient_security" ->
          Optional.of(
              host
                  + " and this client have no version of TLS in common ("
                  + alert
                  + "); update the server, or allow its versions with TlsOptions.protocols");
      case "unrecognized_name" ->
          Optional.of(
              "the server does not know the name "
                  + host
                  + " ("
                  + alert
                  + "); connect by a name that it has, or set one with serverName");
      case "handshake_failure" ->
          Optional.of(
              "the server ended the handshake ("
                  + alert
                  + "): it has no cipher suite in common with this client, or requires a client"
                  + " certificate (TlsOptions.clientCertificate); below Java 22, a runtime image"
                  + " needs --add-modules jdk.crypto.ec");
      default -> aboutTheClient(alert).or(() -> Optional.of("the server sent the alert " + alert));
    };
  }

  /** The server refused the client's certificate, or received none. */
  private static Optional<String> aboutTheClient(String alert) {
    return switch (alert) {
      case "bad_certificate",
          "unsupported_certificate",
          "certificate_revoked",
          "certificate_expired",
          "certificate_unknown",
          "unknown_ca",
          "access_denied",
          "certificate_required" ->
          Optional.of(
              "the server requires a client certificate and received none, or one that it does not"
                  + " accept ("
                  + alert
                  + "); set one with TlsOptions.clientCertificate");
      default -> Optional.empty();
    };
  }

  private Optional<String> withoutAlert() {
    if (causes.stream().anyMatch(cause -> NOT_TLS.equals(cause.getMessage()))) {
      return Optional.of(
          "the server does not speak TLS here; with TlsMode.IMPLICIT the port has to start with"
              + " TLS, with TlsMode.STARTTLS the server has to go on with TLS after its 220");
    }
    return causes.stream()
            .anyMatch(cause -> cause instanceof IOException && !(cause instanceof SSLException))
        ? Optional.of(
            "the server closed the connection in the middle of the handshake; it may require a"
                + " client certificate (TlsOptions.clientCertificate), or not speak TLS on this"
                + " port")
        : Optional.empty();
  }
}
