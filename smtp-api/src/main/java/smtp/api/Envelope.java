package smtp.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Who sends a message, and who gets it: the arguments of the MAIL and RCPT commands (RFC 5321,
 * section 2.3.1).
 *
 * <p>The envelope alone decides who gets the message; the header fields {@code To} and {@code Cc}
 * do not. Recipients keep their order. One that is given twice is sent twice.
 *
 * <p>Immutable.
 */
public final class Envelope {

  private final Mailbox sender;
  private final List<Parameter> parameters;
  private final List<Recipient> recipients;
  private final boolean requiresUtf8;
  private final boolean allOrNone;

  private Envelope(Builder builder) {
    this.sender = builder.sender;
    this.parameters = Parameter.checked(builder.parameters, Parameter.Verb.MAIL);
    this.recipients = List.copyOf(builder.recipients);
    this.allOrNone = builder.allOrNone;
    this.requiresUtf8 =
        !sender.hasAsciiLocalPart()
            || recipients.stream().anyMatch(recipient -> !recipient.mailbox().hasAsciiLocalPart());
  }

  /**
   * Makes an envelope without parameters.
   *
   * @param sender the mailbox for bounces (the reverse-path); {@code ""} or {@code "<>"} for the
   *     null reverse-path
   * @param recipients the recipients, at least one
   * @throws IllegalArgumentException if an address is not a mailbox or there is no recipient
   */
  public static Envelope of(String sender, String... recipients) {
    Objects.requireNonNull(sender, "sender");
    Objects.requireNonNull(recipients, "recipients");
    Builder builder = builder().sender(sender);
    for (String recipient : recipients) {
      builder.recipient(recipient);
    }
    return builder.build();
  }

  /** Returns a builder whose sender is {@link Mailbox#NULL} until one is given. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the reverse-path: the mailbox for bounces, or {@link Mailbox#NULL} for {@code <>}. */
  public Mailbox sender() {
    return sender;
  }

  /** Returns the parameters of the MAIL command, in the order in which they are sent. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** Returns the recipients in order, at least one. */
  public List<Recipient> recipients() {
    return recipients;
  }

  /** Returns whether an address has a local part that only SMTPUTF8 can carry (RFC 6531). */
  public boolean requiresUtf8() {
    return requiresUtf8;
  }

  /** Returns whether nobody gets the message if the server refuses one of the recipients. */
  public boolean isAllOrNone() {
    return allOrNone;
  }

  @Override
  public String toString() {
    String end = allOrNone ? ", all or none]" : "]";
    return recipients.stream()
        .map(recipient -> "<" + recipient + ">")
        .collect(Collectors.joining(", ", "Envelope[<" + sender + "> -> ", end));
  }

  /** Builds an {@link Envelope}. Not safe for use by several threads. */
  public static final class Builder {

    private Mailbox sender = Mailbox.NULL;
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<Recipient> recipients = new ArrayList<>();
    private boolean allOrNone;

    private Builder() {}

    /** Sets the reverse-path: the mailbox for bounces. */
    public Builder sender(Mailbox reversePath) {
      this.sender = Objects.requireNonNull(reversePath, "reversePath");
      return this;
    }

    /**
     * Sets the reverse-path; {@code ""} or {@code "<>"} is the null reverse-path.
     *
     * @throws IllegalArgumentException if it is not a mailbox
     */
    public Builder sender(String reversePath) {
      Objects.requireNonNull(reversePath, "reversePath");
      return sender(Mailbox.reversePath(reversePath));
    }

    /** Adds a parameter of the MAIL command. */
    public Builder parameter(Parameter parameter) {
      parameters.add(Objects.requireNonNull(parameter, "parameter"));
      return this;
    }

    /** Adds a recipient. */
    public Builder recipient(Recipient recipient) {
      recipients.add(Objects.requireNonNull(recipient, "recipient"));
      return this;
    }

    /**
     * Adds a recipient.
     *
     * @throws IllegalArgumentException if the address is not a mailbox, or a parameter does not
     *     belong to RCPT or is given twice
     */
    public Builder recipient(String address, Parameter... rcptParameters) {
      Objects.requireNonNull(address, "address");
      Objects.requireNonNull(rcptParameters, "rcptParameters");
      return recipient(Recipient.of(address, rcptParameters));
    }

    /**
     * Sends this message to nobody if the server refuses one of the recipients. It then goes in one
     * transaction, and its content waits for the replies to the envelope, which costs a round trip.
     * A client can do so for all its messages.
     */
    public Builder allOrNone() {
      allOrNone = true;
      return this;
    }

    /**
     * Returns the envelope.
     *
     * @throws IllegalArgumentException if there is no recipient, or a parameter does not belong to
     *     MAIL or is given twice
     */
    public Envelope build() {
      if (recipients.isEmpty()) {
        throw new IllegalArgumentException("An envelope needs at least one recipient");
      }
      return new Envelope(this);
    }
  }
}
