package smtp.api;

import java.io.Serializable;
import java.util.Objects;
import smtp.api.internal.Ascii;

/**
 * An email address as MAIL and RCPT carry it: a local part and a domain, without a display name
 * (RFC 5321, section 4.1.2).
 *
 * <p>For an address of a header field, which may have a display name, there is {@code
 * smtp.message.Address}. A {@link Recipient} is a mailbox with the parameters of RCPT.
 *
 * <p>A mailbox is checked when it is made, and cannot hold anything that would end the path or the
 * command that it is put into, nor be longer than a command (498 bytes). Shorter limits are the
 * server's to set. The local part is a dot-string or a quoted string, and the domain is a name or
 * an address literal; both may hold the characters that RFC 6531 adds. A local part alone, such as
 * {@code postmaster}, is accepted: RFC 5321 allows it for that name, and local systems for every
 * name.
 *
 * <p>Local parts are compared as they are, domains without regard to the case of ASCII letters.
 *
 * <p>Immutable.
 */
public final class Mailbox implements Serializable {

  private static final long serialVersionUID = 1;

  /** The null reverse-path, {@code <>}: the sender of notifications. Never a recipient. */
  public static final Mailbox NULL = new Mailbox("", 0);

  /** As commands carry it: that is needed more often than a part of it. */
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
   * @throws IllegalArgumentException if it is not a mailbox, such as a list of several; the message
   *     says what is wrong, and where
   */
  public static Mailbox of(String address) {
    Objects.requireNonNull(address, "address");
    return new Mailbox(address, MailboxSyntax.localPartEnd(address));
  }

  /**
   * Parses the argument of MAIL FROM: a mailbox, or {@code ""} or {@code "<>"} for {@link #NULL}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static Mailbox reversePath(String address) {
    Objects.requireNonNull(address, "address");
    return address.isEmpty() || address.equals("<>") ? NULL : of(address);
  }

  /**
   * Returns the local part as it was written, with its quotes if it has any; empty for {@link
   * #NULL}.
   */
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

  /** Returns whether this is the null reverse-path, {@link #NULL}. */
  public boolean isNull() {
    return address.isEmpty();
  }

  /** Returns whether every character of the local part is ASCII. If not, SMTPUTF8 is needed. */
  public boolean hasAsciiLocalPart() {
    return isAscii() || Ascii.isAscii(localPart());
  }

  /** Returns whether every character of the address is ASCII. */
  public boolean isAscii() {
    return Ascii.isAscii(address);
  }

  /**
   * Returns this mailbox with its domain in ASCII: with A-labels in place of U-labels (RFC 5890,
   * section 2.3.2). The local part stays as it is.
   *
   * @throws IllegalArgumentException if the domain holds characters that systems convert
   *     differently, such as a sharp s (give such a domain in its {@code xn--} form), or if the
   *     result does not fit into a command
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
