package smtp.core.internal.net;

import static java.util.stream.Collectors.joining;

import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import smtp.api.internal.AddressLiteral;

/**
 * Checks whether a certificate belongs to a server, by its subjectAltName only. A wildcard is
 * allowed only as the whole left-most label (RFC 9525, section 6). Any host that a client accepts
 * can be compared, also one with an underscore.
 */
final class ServerIdentity {

  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  /** A message lists at most this many names. */
  private static final int MAX_NAMES = 10;

  private ServerIdentity() {}

  /**
   * The names of a certificate. They are compared by their kind: a name that spells an address is
   * still a name.
   */
  record Names(List<String> domains, List<String> addresses) {

    /** Returns all names, as they are shown. */
    List<String> all() {
      return Stream.concat(domains.stream(), addresses.stream()).toList();
    }
  }

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
    List<String> names = names(certificate).all();
    if (names.isEmpty()) {
      return " names no server in its subjectAltName, the only place that counts (RFC 9525); it has"
          + " to be issued again with "
          + host
          + " there";
    }
    String some =
        names.stream().limit(MAX_NAMES).map(CertificateText::printable).collect(joining(", "));
    return " is for "
        + some
        + (names.size() > MAX_NAMES ? " and others" : "")
        + ", not for "
        + host
        + "; connect by a name that the certificate has";
  }

  /** Returns whether one of a certificate's names is the host's. */
  static boolean isAmong(Names names, String host) {
    return AddressLiteral.ofHost(host)
        .map(address -> names.addresses().stream().anyMatch(name -> isSame(name, address)))
        .orElseGet(() -> names.domains().stream().anyMatch(name -> matches(name, host)));
  }

  private static boolean isSame(String name, AddressLiteral address) {
    return AddressLiteral.ofHost(name).filter(address::equals).isPresent();
  }

  static Names names(X509Certificate certificate) throws CertificateParsingException {
    Collection<List<?>> entries = certificate.getSubjectAlternativeNames();
    Names names = new Names(new ArrayList<>(), new ArrayList<>());
    for (List<?> entry : entries == null ? List.<List<?>>of() : entries) {
      if (entry.get(1) instanceof String name) {
        if (entry.get(0).equals(DNS_NAME)) {
          names.domains().add(name);
        } else if (entry.get(0).equals(IP_ADDRESS)) {
          names.addresses().add(name);
        }
      }
    }
    return names;
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
