package smtp.message;

import java.util.List;

/**
 * What an address field such as To lists: an {@link Address} or an {@link AddressGroup} (RFC 5322,
 * section 3.4).
 */
public sealed interface AddressEntry permits Address, AddressGroup {

  /** Returns the address, or the members of the group; none for an empty group. */
  List<Address> addresses();
}
