package smtp.message;

import java.io.Serializable;
import java.util.List;
import smtp.api.Mailbox;

/**
 * A mailbox and the name that is displayed for it (RFC 5322, section 3.4).
 *
 * <p>The name is text: quotes and encoded words are the matter of {@link #of(String)} and of
 * serialization. It never reaches the envelope. Immutable.
 */
public final class Address implements AddressEntry, Serializable {

  private static final long serialVersionUID = 1;

  private final String name;
  private final Mailbox mailbox;

  private Address(String name, Mailbox mailbox) {
    if (mailbox.isNull()) {
      throw new IllegalArgumentException("The null reverse-path <> cannot be in a header field");
    }
    this.name = FieldText.checked("display name", name);
    this.mailbox = mailbox;
  }

  /**
   * Parses one address, such as {@code ann@example.org}, {@code Ann <ann@example.org>} or {@code
   * "Lee, Ann" <ann@example.org>}. The name may hold any characters, and encoded words (RFC 2047),
   * which are decoded; those of the mailbox never are. Comments are dropped.
   *
   * @throws IllegalArgumentException if it is not exactly one address
   */
  public static Address of(String address) {
    return AddressParser.parseOne(address);
  }

  /**
   * Makes an address.
   *
   * @param name the name as it is displayed, without quotes; empty for none
   * @throws IllegalArgumentException if the name holds CR, LF or NUL, or the mailbox is {@link
   *     Mailbox#NULL}
   */
  public static Address of(String name, Mailbox mailbox) {
    return new Address(name, mailbox);
  }

  /**
   * Makes an address.
   *
   * @throws IllegalArgumentException if {@code mailbox} is not a mailbox, or as {@link #of(String,
   *     Mailbox)} does
   */
  public static Address of(String name, String mailbox) {
    return of(name, Mailbox.of(mailbox));
  }

  /** Makes an address without a name. */
  public static Address of(Mailbox mailbox) {
    return new Address("", mailbox);
  }

  /** Returns the display name, the empty string if there is none. */
  public String name() {
    return name;
  }

  /** Returns the mailbox. */
  public Mailbox mailbox() {
    return mailbox;
  }

  /** Returns this address alone. */
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

  /** Returns the address as {@link #of(String)} reads it. */
  @Override
  public String toString() {
    return name.isEmpty() ? mailbox.toString() : Phrase.quoted(name) + " <" + mailbox + ">";
  }
}
