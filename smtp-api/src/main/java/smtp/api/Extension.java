package smtp.api;

import java.io.Serializable;
import java.util.Locale;
import java.util.Objects;
import smtp.api.internal.Ascii;
import smtp.api.internal.PrintableText;

/**
 * The name of an extension that a server offers: its EHLO keyword (RFC 5321, section 4.1.1.1).
 *
 * <p>Keywords are compared without regard to case; this class keeps them in upper case. Immutable.
 *
 * @param keyword the EHLO keyword: a letter or digit, then letters, digits and hyphens
 */
public record Extension(String keyword) implements Serializable {

  /** Message size declaration, RFC 1870. */
  public static final Extension SIZE = new Extension("SIZE");

  /** Command pipelining, RFC 2920. */
  public static final Extension PIPELINING = new Extension("PIPELINING");

  /** The BDAT command, RFC 3030. */
  public static final Extension CHUNKING = new Extension("CHUNKING");

  /** Binary content, RFC 3030. */
  public static final Extension BINARYMIME = new Extension("BINARYMIME");

  /** Content by URL, RFC 4468. */
  public static final Extension BURL = new Extension("BURL");

  /** Content with bytes above 127, RFC 6152. */
  public static final Extension EIGHTBITMIME = new Extension("8BITMIME");

  /** Internationalized addresses and header fields, RFC 6531. */
  public static final Extension SMTPUTF8 = new Extension("SMTPUTF8");

  /** Authentication, RFC 4954. */
  public static final Extension AUTH = new Extension("AUTH");

  /** The STARTTLS command, RFC 3207. */
  public static final Extension STARTTLS = new Extension("STARTTLS");

  /** Delivery status notifications, RFC 3461. */
  public static final Extension DSN = new Extension("DSN");

  /** Enhanced status codes in replies, RFC 2034. */
  public static final Extension ENHANCEDSTATUSCODES = new Extension("ENHANCEDSTATUSCODES");

  /** TLS on every hop, RFC 8689. */
  public static final Extension REQUIRETLS = new Extension("REQUIRETLS");

  /** Message transfer priority, RFC 6710. */
  public static final Extension MT_PRIORITY = new Extension("MT-PRIORITY");

  /** Delivery within a time, RFC 2852. */
  public static final Extension DELIVERBY = new Extension("DELIVERBY");

  /** Release at a later time, RFC 4865. */
  public static final Extension FUTURERELEASE = new Extension("FUTURERELEASE");

  /** Delivery only if the mailbox still belongs to the same person, RFC 7293. */
  public static final Extension RRVS = new Extension("RRVS");

  /** Limits on messages, recipients and domains, RFC 9422. */
  public static final Extension LIMITS = new Extension("LIMITS");

  /**
   * Makes the name of an extension.
   *
   * @throws IllegalArgumentException if {@code keyword} is not an EHLO keyword
   */
  public Extension {
    Objects.requireNonNull(keyword, "keyword");
    if (!Ascii.isKeyword(keyword)) {
      throw new IllegalArgumentException(
          "Not an EHLO keyword (letters, digits and hyphens): " + PrintableText.quote(keyword));
    }
    keyword = keyword.toUpperCase(Locale.ROOT);
  }

  /** Returns the keyword. */
  @Override
  public String toString() {
    return keyword;
  }
}
