package smtp.message;

import java.util.List;

/** An entry of an address list: an {@link Address} or an {@link AddressGroup} (RFC 5322, 3.4). */
public sealed interface AddressEntry permits Address, AddressGroup {

  /** Returns the addresses that the entry stands for; none for an empty group. */
  List<Address> addresses();
}
