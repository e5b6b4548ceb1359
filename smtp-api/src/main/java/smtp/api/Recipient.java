package smtp.api;

import java.io.Serializable;
import java.util.List;

/**
 * A recipient: a mailbox, and the parameters that go with its RCPT command.
 *
 * @param mailbox the mailbox, never {@link Mailbox#NULL}
 * @param parameters the parameters, in the order in which they are sent
 */
public record Recipient(Mailbox mailbox, List<Parameter> parameters) implements Serializable {

  /**
   * Makes a recipient.
   *
   * @throws IllegalArgumentException if the mailbox is {@link Mailbox#NULL}, or a parameter does
   *     not belong to RCPT or is given twice
   */
  public Recipient {
    if (mailbox.isNull()) {
      throw new IllegalArgumentException("The null reverse-path <> cannot be a recipient");
    }
    parameters = Parameter.checked(parameters, Parameter.Verb.RCPT);
  }

  /**
   * Makes a recipient.
   *
   * @throws IllegalArgumentException as the constructor does
   */
  public static Recipient of(Mailbox mailbox, Parameter... parameters) {
    return new Recipient(mailbox, List.of(parameters));
  }

  /**
   * Makes a recipient from the text of its mailbox.
   *
   * @throws IllegalArgumentException if {@code address} is not a mailbox, or as the constructor
   *     does
   */
  public static Recipient of(String address, Parameter... parameters) {
    return of(Mailbox.of(address), parameters);
  }

  /** Returns the mailbox as text. */
  @Override
  public String toString() {
    return mailbox.toString();
  }
}
