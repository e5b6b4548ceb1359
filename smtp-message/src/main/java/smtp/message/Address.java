package smtp.message;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;
import smtp.api.Mailbox;
import smtp.message.internal.header.FieldText;
import smtp.message.internal.header.Phrase;

/**
 * A mailbox with a display name, such as {@code Ann <ann@example.org>}, as header fields hold it
 * (RFC 5322, section 3.4). The envelope holds the {@link Mailbox} alone.
 *
 * <p>The display name is plain text: {@link #of(String)} and the message take care of quotes and
 * encoded words. Immutable.
 */
public final class Address implements AddressEntry, Serializable {

  private static final long serialVersionUID = 1;

  private final String name;
  private final Mailbox mailbox;

  private Address(String name, Mailbox mailbox) {
    if (mailbox.isNull()) {
      throw new IllegalArgumentException("address: a header field cannot hold the null path <>");
    }
    this.name = FieldText.checked("display name", name);
    this.mailbox = mailbox;
  }

  /**
   * Parses one address, such as {@code ann@example.org}, {@code Ann <ann@example.org>} or {@code
   * "Lee, Ann" <ann@example.org>}. The name may hold any characters. Encoded words (RFC 2047) are
   * decoded in the name and never in the mailbox. Comments are dropped.
   *
   * @throws IllegalArgumentException if it is not exactly one address
   */
  public static Address of(String address) {
    return AddressParser.parseOne(requireNonNull(address, "address"));
  }

  /**
   * Makes an address.
   *
   * @param name the display name without quotes; the empty string for none
   * @throws IllegalArgumentException if the name holds CR, LF or NUL, or the mailbox is {@link
   *     Mailbox#NULL}
   */
  public static Address of(String name, Mailbox mailbox) {
    return new Address(requireNonNull(name, "name"), requireNonNull(mailbox, "mailbox"));
  }

  /**
   * Makes an address.
   *
   * @param name the display name without quotes; the empty string for none
   * @param mailbox the mailbox as {@link Mailbox#of} parses it, such as {@code ann@example.org}
   * @throws IllegalArgumentException if {@code mailbox} is not a mailbox, or as {@link #of(String,
   *     Mailbox)} does
   */
  public static Address of(String name, String mailbox) {
    return of(name, Mailbox.of(requireNonNull(mailbox, "mailbox")));
  }

  /**
   * Makes an address without a display name.
   *
   * @throws IllegalArgumentException if the mailbox is {@link Mailbox#NULL}
   */
  public static Address of(Mailbox mailbox) {
    return of("", mailbox);
  }

  /** Returns the display name, the empty string if there is none. */
  public String name() {
    return name;
  }

  /** Returns the mailbox. */
  public Mailbox mailbox() {
    return mailbox;
  }

  /** Returns a list of this address. */
  @Override
  public List<Address> addresses() {
    return List.of(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Address that && name.equals(that.name) && mailbox.equals(that.mailbox);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + mailbox.hashCode();
  }

  /** Returns the address as {@link #of(String)} parses it. */
  @Override
  public String toString() {
    return name.isEmpty() ? mailbox.toString() : Phrase.quoted(name) + " <" + mailbox + ">";
  }
}
