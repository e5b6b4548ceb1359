package smtp.message.internal.header;

import java.util.stream.Stream;
import smtp.api.Mailbox;

/** What an envelope needs of a header field: its name, and the mailboxes that it names. */
public interface EnvelopeField {

  /** Returns the name. */
  String name();

  /** Returns whether this is the name of the field, in whatever case. */
  default boolean is(String name) {
    return name().equalsIgnoreCase(name);
  }

  /**
   * Returns the mailboxes that the field names, in order; none if it does not hold addresses.
   *
   * @throws IllegalStateException if they cannot be parsed
   */
  default Stream<Mailbox> mailboxes() {
    return Stream.of();
  }
}
