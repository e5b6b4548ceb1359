package smtp.core.internal.net;

import static java.util.stream.Collectors.joining;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Checks whether a certificate belongs to a server, by its subjectAltName only. A wildcard is
 * allowed only as the whole left-most label (RFC 9525, section 6).
 */
final class ServerIdentity {

  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  /** A message lists at most this many names. */
  private static final int MAX_NAMES = 10;

  private ServerIdentity() {}

  /** Thrown if the certificate belongs to another server. */
  static final class Mismatch extends CertificateException {

    private static final long serialVersionUID = 1;

    Mismatch(String message) {
      super(message);
    }
  }

  /**
   * Checks that a certificate belongs to a host.
   *
   * @throws Mismatch if it does not have the name of the host
   * @throws CertificateException if its names cannot be read
   */
  static void check(String host, X509Certificate certificate) throws CertificateException {
    if (!isAmong(names(certificate), host)) {
      throw new Mismatch("the certificate" + mismatch(certificate, host));
    }
  }

  /** Returns how the names of a certificate differ from the host's: the end of a sentence. */
  static String mismatch(X509Certificate certificate, String host)
      throws CertificateParsingException {
    List<String> names = names(certificate);
    if (names.isEmpty()) {
      return " names no server in its subjectAltName";
    }
    String some =
        names.stream().limit(MAX_NAMES).map(CertificateText::printable).collect(joining(", "));
    return " is for "
        + some
        + (names.size() > MAX_NAMES ? " and others" : "")
        + ", not for "
        + host;
  }

  /** Returns whether one of a certificate's names is the host's. */
  static boolean isAmong(List<String> names, String host) {
    return isAddress(host)
        ? names.stream().anyMatch(name -> isAddress(name) && sameAddress(name, host))
        : names.stream().anyMatch(name -> matches(name, host));
  }

  static List<String> names(X509Certificate certificate) throws CertificateParsingException {
    Collection<List<?>> entries = certificate.getSubjectAlternativeNames();
    List<String> names = new ArrayList<>();
    for (List<?> entry : entries == null ? List.<List<?>>of() : entries) {
      boolean relevant = entry.get(0).equals(DNS_NAME) || entry.get(0).equals(IP_ADDRESS);
      if (relevant && entry.get(1) instanceof String name) {
        names.add(name);
      }
    }
    return names;
  }

  static boolean isAddress(String host) {
    return host.indexOf(':') >= 0 || host.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.');
  }

  private static boolean sameAddress(String one, String other) {
    try {
      // Both are literals, so no name is looked up.
      return InetAddress.getByName(one).equals(InetAddress.getByName(other));
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static boolean matches(String pattern, String host) {
    String presented = pattern.toLowerCase(Locale.ROOT);
    String reference = withoutRootDot(host.toLowerCase(Locale.ROOT));
    if (!presented.startsWith("*.")) {
      return presented.equals(reference);
    }
    int dot = reference.indexOf('.');
    boolean wildcardHasTwoLabels = presented.indexOf('.', 2) > 0;
    return dot > 0
        && wildcardHasTwoLabels
        && presented.substring(1).equals(reference.substring(dot));
  }

  private static String withoutRootDot(String host) {
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }
}
