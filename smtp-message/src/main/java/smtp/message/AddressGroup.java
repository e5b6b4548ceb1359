package smtp.message;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;
import smtp.message.internal.header.FieldText;
import smtp.message.internal.header.Phrase;

/**
 * A named group of addresses, such as {@code Friends: ann@example.org, bob@example.net;} (RFC 5322,
 * section 3.4). It may be empty, as in {@code undisclosed-recipients:;}. Immutable.
 */
public final class AddressGroup implements AddressEntry, Serializable {

  private static final long serialVersionUID = 1;

  private final String name;

  @SuppressWarnings("serial") // List.copyOf returns a serializable list
  private final List<Address> addresses;

  private AddressGroup(String name, List<Address> addresses) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("group name: cannot be empty");
    }
    this.name = FieldText.checked("group name", name);
    this.addresses = List.copyOf(addresses);
  }

  /**
   * Makes a group.
   *
   * @param name the name as it is displayed, without quotes
   * @param addresses the members, which may be none
   * @throws IllegalArgumentException if the name is empty or holds CR, LF or NUL
   */
  public static AddressGroup of(String name, List<Address> addresses) {
    return new AddressGroup(requireNonNull(name, "name"), requireNonNull(addresses, "addresses"));
  }

  /**
   * Makes a group.
   *
   * @param name the name as it is displayed, without quotes
   * @param addresses the members as {@link Address#of(String)} parses them, which may be none
   * @throws IllegalArgumentException as {@link #of(String, List)} and {@link Address#of(String)} do
   */
  public static AddressGroup of(String name, String... addresses) {
    return of(name, Arguments.elements(addresses, "addresses").stream().map(Address::of).toList());
  }

  /** Returns the name. */
  public String name() {
    return name;
  }

  /** Returns the members. */
  @Override
  public List<Address> addresses() {
    return addresses;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AddressGroup that
        && name.equals(that.name)
        && addresses.equals(that.addresses);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + addresses.hashCode();
  }

  /** Returns the group as {@link AddressList#parse(String)} parses it. */
  @Override
  public String toString() {
    return addresses.stream()
        .map(Address::toString)
        .collect(Collectors.joining(", ", Phrase.quoted(name) + ": ", ";"));
  }
}
