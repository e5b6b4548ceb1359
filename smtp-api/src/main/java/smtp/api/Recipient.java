package smtp.api;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * One recipient of an envelope: a mailbox, and the parameters of its RCPT command (RFC 5321,
 * section 4.1.1.3).
 *
 * <p>Immutable.
 *
 * @param mailbox the mailbox, never {@link Mailbox#NULL}
 * @param parameters the parameters of RCPT, in the order in which they are sent; often none
 */
public record Recipient(Mailbox mailbox, List<Parameter> parameters) implements Serializable {

  /**
   * Makes a recipient.
   *
   * @throws IllegalArgumentException if the mailbox is {@link Mailbox#NULL}, or a parameter does
   *     not belong to RCPT or is given twice
   */
  public Recipient {
    Objects.requireNonNull(mailbox, "mailbox");
    Objects.requireNonNull(parameters, "parameters");
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
    Objects.requireNonNull(parameters, "parameters");
    return new Recipient(mailbox, List.of(parameters));
  }

  /**
   * Makes a recipient from the text of its mailbox.
   *
   * @param address a mailbox, such as {@code bob@example.net}
   * @throws IllegalArgumentException if the address is not a mailbox, or as the constructor does
   */
  public static Recipient of(String address, Parameter... parameters) {
    Objects.requireNonNull(address, "address");
    return of(Mailbox.of(address), parameters);
  }

  /** Returns the mailbox as text, without the parameters. */
  @Override
  public String toString() {
    return mailbox.toString();
  }
}
