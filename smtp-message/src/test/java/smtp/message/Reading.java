package smtp.message;

import java.util.List;

/**
 * A message as a reader understands it.
 *
 * @param fields how many header fields there are
 */
record Reading(
    int fields,
    String subject,
    List<Person> from,
    List<Person> to,
    List<String> texts,
    List<String> htmls,
    List<File> files) {

  record Person(String name, String mailbox) {}

  /** A part with a name, its octets in hexadecimal digits. */
  record File(String name, String mediaType, String octets) {}
}
