package smtp.message.peer;

import java.util.List;

/**
 * A message as a reader understands it.
 *
 * @param fields the number of header fields
 */
public record Reading(
    int fields,
    String subject,
    List<Person> from,
    List<Person> to,
    List<String> texts,
    List<String> htmls,
    List<File> files) {

  /** A mailbox and its display name. */
  public record Person(String name, String mailbox) {}

  /**
   * A part with a file name.
   *
   * @param hex its bytes as hexadecimal digits
   */
  public record File(String name, String mediaType, String hex) {}
}
