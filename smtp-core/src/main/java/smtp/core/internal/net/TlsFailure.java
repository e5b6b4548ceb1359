package smtp.core.internal.net;

import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in words what kept TLS from working, and what to do about it. */
public final class TlsFailure {

  private static final int MAX_CAUSES = 16;

  private final List<Throwable> causes;
  private final String host;

  private TlsFailure(@Nullable Throwable failure, String host) {
    this.causes = causes(failure);
    this.host = host;
  }

  /**
   * Explains why a handshake failed.
   *
   * @param host the server's name
   */
  public static String ofHandshake(@Nullable Throwable failure, String host) {
    return new TlsFailure(failure, host).words();
  }

  /** Explains why TLS broke after the handshake. */
  public static String ofSession(Throwable failure) {
    return isAboutTheClient(failure)
        ? aboutTheClient(failure)
        : "what arrived is not what TLS on the other side can have sent, or the other side ended"
            + " TLS (%s); somebody may be tampering with the connection"
                .formatted(failure.getMessage());
  }

  /** Tells whether it was TLS that broke, rather than the connection underneath. */
  public static boolean isOne(IOException failure) {
    return failure instanceof SSLException
        && causes(failure).stream().noneMatch(TlsFailure::isOfTheConnection);
  }

  private static boolean isOfTheConnection(Throwable cause) {
    return cause instanceof IOException && !(cause instanceof SSLException);
  }

  private static List<Throwable> causes(@Nullable Throwable failure) {
    List<Throwable> causes = new ArrayList<>();
    Throwable cause = failure;
    while (cause != null && causes.size() < MAX_CAUSES) {
      causes.add(cause);
      cause = cause.getCause();
    }
    return causes;
  }

  private String words() {
    for (Throwable cause : causes) {
      String known = known(cause);
      if (known != null) {
        return known;
      }
    }
    return "the handshake failed: "
        + (causes.isEmpty() ? "no reason given" : causes.get(0).getMessage());
  }

  // --- the server's certificate

  private @Nullable String known(Throwable cause) {
    if (cause instanceof CertificateExpiredException) {
      return certificate() + " has expired" + dates() + "; its operator has to renew it";
    }
    if (cause instanceof CertificateNotYetValidException) {
      return certificate() + " is not valid yet" + dates() + "; compare the clocks";
    }
    if (cause instanceof CertPathBuilderException) {
      return certificate()
          + " is not from an authority that this client trusts; if it is yours, give its PEM file"
          + " to trust(Path)";
    }
    return isTheReason(cause) ? notAccepted(cause) : fromMessage(cause);
  }

  private static boolean isTheReason(Throwable cause) {
    boolean ofPath =
        cause instanceof CertPathValidatorException || cause instanceof CertificateException;
    return ofPath && cause.getCause() == null;
  }

  private String notAccepted(Throwable cause) {
    String whose = whose();
    String message = String.valueOf(cause.getMessage());
    if (whose == null && !isAboutTheName(message)) {
      return certificate() + " is not accepted: " + message;
    }
    return (whose == null ? message : certificate() + whose)
        + "; connect by a name that the certificate has";
  }

  private @Nullable String whose() {
    X509Certificate shown = shown();
    try {
      return shown == null || ServerIdentity.isAmong(ServerIdentity.names(shown), host)
          ? null
          : ServerIdentity.whose(shown, host);
    } catch (CertificateException e) {
      return " has names that cannot be read";
    }
  }

  /** As core itself puts it, and the JDK. */
  private static boolean isAboutTheName(String message) {
    String lower = message.toLowerCase(Locale.ROOT);
    return lower.startsWith("the certificate")
        || lower.startsWith("no subject alternative")
        || lower.startsWith("no name matching");
  }

  private String certificate() {
    X509Certificate shown = shown();
    return "the server's certificate" + (shown == null ? "" : CertificateWords.inBrackets(shown));
  }

  private String dates() {
    X509Certificate shown = shown();
    return shown == null ? "" : CertificateWords.dates(shown);
  }

  /** Returns the certificate that the failure is about, where that is known. */
  private @Nullable X509Certificate shown() {
    X509Certificate shown = null;
    for (Throwable cause : causes) {
      if (cause instanceof CertPathValidatorException e && e.getCertPath() != null) {
        List<? extends Certificate> path = e.getCertPath().getCertificates();
        int index = Math.max(0, e.getIndex());
        if (index < path.size() && path.get(index) instanceof X509Certificate certificate) {
          shown = certificate;
        }
      }
    }
    return shown;
  }

  // --- everything else

  private @Nullable String fromMessage(Throwable cause) {
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
    if (isAboutTheClient(cause)) {
      return aboutTheClient(cause);
    }
    if (message.contains("handshake_failure")) {
      return "the server ended the handshake ("
          + cause.getMessage()
          + "): it has no cipher suite in common with this client, or wants a client certificate"
          + " (TlsOptions.clientCertificate); below Java 22, a runtime image needs --add-modules"
          + " jdk.crypto.ec";
    }
    if (isOfTheConnection(cause) || message.contains("terminated the handshake")) {
      return "the server closed the connection in the middle of the handshake; it may want a client"
          + " certificate (TlsOptions.clientCertificate), or not speak TLS here";
    }
    return null;
  }

  /** Tells whether the server did not like the client's certificate, or missed it. */
  public static boolean isAboutTheClient(Throwable failure) {
    String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("received fatal alert")
        && (message.contains("certificate") || message.contains("unknown_ca"));
  }

  private static String aboutTheClient(Throwable failure) {
    return "the server wants a client certificate and has got none, or not one that it accepts ("
        + failure.getMessage()
        + "); set one with TlsOptions.clientCertificate";
  }
}
