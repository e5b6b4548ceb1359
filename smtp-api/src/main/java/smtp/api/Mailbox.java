package smtp.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * A mailbox: a local part and a domain, as MAIL and RCPT carry it (RFC 5321, section 4.1.2).
 *
 * <p>A mailbox is checked when it is made and cannot hold anything that would end the path or the
 * command it is put into. The local part is a dot-string or a quoted string, the domain a name or
 * an address literal; both may hold the characters that RFC 6531 adds. A local part alone, such as
 * {@code postmaster}, is accepted, as RFC 5321 has it for that one name and local systems have it
 * for all. Display names, comments and source routes are not part of a mailbox.
 *
 * <p>Local parts are compared as they are, domains without regard to the case of ASCII letters.
 * Immutable.
 */
public final class Mailbox implements Serializable {

  private static final long serialVersionUID = 1;

  /** The null reverse-path, {@code <>}: the sender of notifications. Never a recipient. */
  public static final Mailbox NULL = new Mailbox("", 0);

  /** As commands carry it: they do so more often than anybody asks for a part of it. */
  private final String address;

  private final int localPartEnd;

  private Mailbox(String address, int localPartEnd) {
    this.address = address;
    this.localPartEnd = localPartEnd;
  }

  /**
   * Parses a mailbox.
   *
   * @param address the address without angle brackets, such as {@code ann@example.org}
   * @throws IllegalArgumentException if it is not a mailbox: the message says what is wrong and
   *     where
   */
  public static Mailbox of(String address) {
    return new Mailbox(address, MailboxSyntax.localPartEnd(address));
  }

  /**
   * Parses the argument of MAIL FROM: a mailbox, or {@code ""} or {@code "<>"} for {@link #NULL}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static Mailbox reversePath(String address) {
    return address.isEmpty() || address.equals("<>") ? NULL : of(address);
  }

  /** Returns the local part as it was written, with its quotes if it has any. */
  public String localPart() {
    return address.substring(0, localPartEnd);
  }

  /** Returns the domain or address literal, or the empty string if there is none. */
  public String domain() {
    return hasDomain() ? address.substring(localPartEnd + 1) : "";
  }

  private boolean hasDomain() {
    return localPartEnd < address.length();
  }

  /** Tells whether this is the null reverse-path. */
  public boolean isNull() {
    return address.isEmpty();
  }

  /** Tells whether every character of the local part is ASCII; if not, SMTPUTF8 is needed. */
  public boolean hasAsciiLocalPart() {
    return isAscii() || Ascii.isAscii(localPart());
  }

  /** Tells whether every character is ASCII. */
  public boolean isAscii() {
    return Ascii.isAscii(address);
  }

  /**
   * Returns this mailbox with its domain in ASCII, U-labels as A-labels (RFC 5890, section 2.3.2);
   * the local part stays as it is.
   *
   * @throws IllegalArgumentException if the domain holds characters that systems convert
   *     differently, such as a sharp s: give such a domain in its {@code xn--} form; or if the
   *     address is then longer than the 254 octets that one may have
   */
  public Mailbox withAsciiDomain() {
    String domain = domain();
    return Ascii.isAscii(domain) ? this : of(localPart() + "@" + AsciiDomain.of(domain));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Mailbox that
        && localPart().equals(that.localPart())
        && Ascii.lowerCase(domain()).equals(Ascii.lowerCase(that.domain()));
  }

  @Override
  public int hashCode() {
    return Objects.hash(localPart(), Ascii.lowerCase(domain()));
  }

  /** Returns the address without angle brackets, the empty string for {@link #NULL}. */
  @Override
  public String toString() {
    return address;
  }
}
