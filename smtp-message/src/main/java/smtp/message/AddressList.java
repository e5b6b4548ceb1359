package smtp.message;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A list of addresses and groups, as an address field such as To holds it (RFC 5322, section 3.4).
 * It is how a list in a single string gets into a message. Immutable.
 *
 * <p>Parsing takes time in proportion to the length of the text, and a stack of constant depth.
 */
public final class AddressList {

  private final List<AddressEntry> entries;

  private AddressList(List<? extends AddressEntry> entries) {
    this.entries = List.copyOf(entries);
  }

  /**
   * Parses a list separated by commas, such as {@code Ann <ann@example.org>, Friends:
   * bob@example.net;}. Empty elements are ignored.
   *
   * @throws IllegalArgumentException if it is not a list of addresses and groups
   */
  public static AddressList parse(String list) {
    return new AddressList(AddressParser.parse(requireNonNull(list, "list")));
  }

  /** Returns a list of the given entries, which may be none. */
  public static AddressList of(List<? extends AddressEntry> entries) {
    return new AddressList(requireNonNull(entries, "entries"));
  }

  /** Returns the addresses and groups in order. */
  public List<AddressEntry> entries() {
    return entries;
  }

  /** Returns the addresses in order, including the members of groups. */
  public List<Address> addresses() {
    return entries.stream().flatMap(entry -> entry.addresses().stream()).toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AddressList that && entries.equals(that.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  /** Returns the list as {@link #parse(String)} parses it. */
  @Override
  public String toString() {
    return entries.stream().map(AddressEntry::toString).collect(Collectors.joining(", "));
  }
}
