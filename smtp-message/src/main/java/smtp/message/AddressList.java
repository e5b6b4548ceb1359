package smtp.message;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Addresses and groups, as the field To holds them (RFC 5322, section 3.4). Immutable.
 *
 * <p>Parsing takes time in proportion to the text and a fixed depth of stack, whatever the text.
 */
public final class AddressList {

  private final List<AddressEntry> entries;

  private AddressList(List<AddressEntry> entries) {
    this.entries = List.copyOf(entries);
  }

  /**
   * Parses a list separated by commas, such as {@code Ann <ann@example.org>, Friends:
   * bob@example.net;}. Empty elements are passed over.
   *
   * @throws IllegalArgumentException if it is not a list of addresses and groups
   */
  public static AddressList parse(String list) {
    return new AddressList(AddressParser.parse(list));
  }

  /** Returns a list of the given entries. */
  public static AddressList of(List<? extends AddressEntry> entries) {
    return new AddressList(List.copyOf(entries));
  }

  /** Returns addresses and groups in order. */
  public List<AddressEntry> entries() {
    return entries;
  }

  /** Returns the addresses in order, those inside groups too. */
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

  /** Returns the list as {@link #parse(String)} reads it. */
  @Override
  public String toString() {
    return entries.stream().map(AddressEntry::toString).collect(Collectors.joining(", "));
  }
}
