package smtp.core.internal.net;

import java.io.IOException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Explains why a handshake failed, and what to do about it.
 *
 * <p>This class knows what any TLS implementation throws about the server's certificate: the
 * exceptions of {@code java.security.cert}. The TLS provider explains all others.
 */
public final class TlsFailure {

  private static final int MAX_CAUSES = 16;

  private final List<Throwable> causes;
  private final String host;

  private TlsFailure(Throwable failure, String host) {
    this.causes = causes(failure);
    this.host = host;
  }

  /**
   * Explains why a handshake failed.
   *
   * @param host the server's name
   * @param provider the TLS provider's explanation of a failure
   */
  static String explain(
      Throwable failure, String host, Function<Throwable, Optional<String>> provider) {
    TlsFailure known = new TlsFailure(failure, host);
    return known
        .first(known::aboutTheCertificate)
        .or(() -> provider.apply(failure))
        .or(() -> known.first(known::notAccepted))
        .orElseGet(() -> "the handshake failed: " + reason(failure));
  }

  /** Returns whether TLS failed, not the connection underneath. */
  public static boolean isOne(IOException failure) {
    return failure instanceof SSLException
        && causes(failure).stream()
            .noneMatch(cause -> cause instanceof IOException && !(cause instanceof SSLException));
  }

  private static List<Throwable> causes(Throwable failure) {
    List<Throwable> causes = new ArrayList<>();
    Throwable cause = failure;
    while (cause != null && causes.size() < MAX_CAUSES) {
      causes.add(cause);
      cause = cause.getCause();
    }
    return causes;
  }

  private static String reason(Throwable failure) {
    return failure.getMessage() == null ? "no reason given" : failure.getMessage();
  }

  private Optional<String> first(Function<Throwable, @Nullable String> explanation) {
    for (Throwable cause : causes) {
      String text = explanation.apply(cause);
      if (text != null) {
        return Optional.of(text);
      }
    }
    return Optional.empty();
  }

  private @Nullable String aboutTheCertificate(Throwable cause) {
    if (cause instanceof CertificateExpiredException) {
      return certificate() + " has expired" + dates() + "; its operator has to renew it";
    }
    if (cause instanceof CertificateNotYetValidException) {
      return certificate() + " is not valid yet" + dates() + "; check the clocks of both sides";
    }
    if (cause instanceof InvalidAlgorithmParameterException) {
      return "this client trusts no certificate at all: the trust store is empty; check the"
          + " sslContext, or the system property javax.net.ssl.trustStore";
    }
    if (cause instanceof CertPathBuilderException) {
      return certificate() + untrusted();
    }
    return isTheReason(cause) ? aboutItsNames(cause) : null;
  }

  /**
   * A server that sends one certificate, which it did not issue itself, may have forgotten some.
   */
  private String untrusted() {
    X509Certificate shown = shown();
    boolean alone = chainLength() == 1 && shown != null && !CertificateText.isSelfIssued(shown);
    return (alone
            ? " cannot be traced to an authority that this client trusts; the server sent no other"
                + " certificate: if an intermediate authority issued it, the server has to send"
                + " that one too;"
            : " was not issued by an authority that this client trusts;")
        + " if the authority is your own, pass its PEM file to trust(Path)";
  }

  private static boolean isTheReason(Throwable cause) {
    boolean ofPath =
        cause instanceof CertPathValidatorException || cause instanceof CertificateException;
    return ofPath && cause.getCause() == null;
  }

  private @Nullable String aboutItsNames(Throwable cause) {
    String mismatch = mismatch();
    String text =
        cause instanceof ServerIdentity.Mismatch
            ? cause.getMessage()
            : mismatch == null ? null : certificate() + mismatch;
    return text;
  }

  /** Returns how the names of the certificate differ from the host's, or null if they do not. */
  private @Nullable String mismatch() {
    X509Certificate shown = shown();
    try {
      return shown == null || ServerIdentity.isAmong(ServerIdentity.names(shown), host)
          ? null
          : ServerIdentity.mismatch(shown, host);
    } catch (CertificateException e) {
      return " has names that cannot be read";
    }
  }

  /** Describes a refusal that neither this class nor the provider can explain. */
  private @Nullable String notAccepted(Throwable cause) {
    return isTheReason(cause) ? certificate() + " is not accepted: " + cause.getMessage() : null;
  }

  private String certificate() {
    X509Certificate shown = shown();
    return "the server's certificate" + (shown == null ? "" : CertificateText.inBrackets(shown));
  }

  private String dates() {
    X509Certificate shown = shown();
    return shown == null ? "" : CertificateText.dates(shown);
  }

  /** Returns how many certificates the server sent, 0 if that is not known. */
  private int chainLength() {
    int length = 0;
    for (Throwable cause : causes) {
      if (cause instanceof CertPathValidatorException e && e.getCertPath() != null) {
        length = e.getCertPath().getCertificates().size();
      }
    }
    return length;
  }

  /** Returns the certificate that the failure is about, or {@code null} if that is not known. */
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
}
