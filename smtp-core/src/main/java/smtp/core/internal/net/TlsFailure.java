package smtp.core.internal.net;

import java.io.EOFException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says in words what kept a TLS handshake from succeeding, and what to do about it. */
final class TlsFailure {

  private static final int MAX_CAUSES = 16;

  private TlsFailure() {}

  static String explain(@Nullable Throwable failure, String host) {
    Throwable cause = failure;
    for (int i = 0; cause != null && i < MAX_CAUSES; i++, cause = cause.getCause()) {
      String known = known(cause, host);
      if (known != null) {
        return known;
      }
    }
    return "the handshake failed: " + (failure == null ? "no reason given" : failure.getMessage());
  }

  private static @Nullable String known(Throwable cause, String host) {
    if (cause instanceof CertificateExpiredException) {
      return "the server's certificate has expired ("
          + cause.getMessage()
          + "); its operator has to"
          + " renew it";
    }
    if (cause instanceof CertificateNotYetValidException) {
      return "the server's certificate is not valid yet ("
          + cause.getMessage()
          + "); compare the"
          + " clocks";
    }
    if (cause instanceof CertPathBuilderException) {
      return "the server's certificate is not from an authority that this client trusts; if it is"
          + " yours, give its PEM file to trust(Path)";
    }
    if (cause instanceof CertificateException && isAboutTheName(cause)) {
      return cause.getMessage() + "; connect by a name that the certificate has";
    }
    return fromMessage(cause, host);
  }

  private static boolean isAboutTheName(Throwable cause) {
    String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    return cause.getCause() == null
        && (message.contains("the certificate")
            || message.contains("subject alternative")
            || message.startsWith("no name matching"));
  }

  private static @Nullable String fromMessage(Throwable cause, String host) {
    String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (message.contains("unsupported or unrecognized ssl message")) {
      return "the server does not speak TLS here; if this port begins in clear, use"
          + " TlsMode.STARTTLS";
    }
    if (message.contains("protocol_version")
        || message.contains("no appropriate protocol")
        || message.contains("not enabled or supported")) {
      return host + " and this client have no version of TLS in common; the server is too old";
    }
    if (message.contains("handshake_failure") || message.contains("certificate_required")) {
      return "the server ended the handshake ("
          + cause.getMessage()
          + "): it has no cipher suite in common with this client, or wants a client certificate;"
          + " below Java 22, a runtime image needs --add-modules jdk.crypto.ec";
    }
    if (cause instanceof EOFException || message.contains("terminated the handshake")) {
      return "the server closed the connection in the middle of the handshake";
    }
    return null;
  }
}
