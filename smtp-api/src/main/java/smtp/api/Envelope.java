package smtp.api;

import java.util.ArrayList;
import java.util.List;

/**
 * The envelope of a mail object: the reverse-path, the recipients, and their parameters (RFC 5321,
 * section 2.3.1).
 *
 * <p>The envelope alone decides who gets the mail; header fields do not. Recipients keep their
 * order, and one that is given twice is sent twice. Immutable.
 */
public final class Envelope {

  private final Mailbox sender;
  private final List<Parameter> parameters;
  private final List<Recipient> recipients;
  private final boolean requiresUtf8;

  private Envelope(Builder builder) {
    this.sender = builder.sender;
    this.parameters = Parameter.checked(builder.parameters, Parameter.Verb.MAIL);
    this.recipients = List.copyOf(builder.recipients);
    this.requiresUtf8 =
        !sender.hasAsciiLocalPart()
            || recipients.stream().anyMatch(recipient -> !recipient.mailbox().hasAsciiLocalPart());
  }

  /**
   * Makes an envelope without parameters.
   *
   * @param sender the reverse-path; {@code ""} or {@code "<>"} for the null reverse-path
   * @param recipients the recipients, at least one
   * @throws IllegalArgumentException if an address is not a mailbox or there is no recipient
   */
  public static Envelope of(String sender, String... recipients) {
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

  /** Returns the reverse-path, {@link Mailbox#NULL} if it is {@code <>}. */
  public Mailbox sender() {
    return sender;
  }

  /** Returns the parameters of the MAIL command. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** Returns the recipients in order, at least one. */
  public List<Recipient> recipients() {
    return recipients;
  }

  /** Tells whether an address has a local part that only SMTPUTF8 can carry. */
  public boolean requiresUtf8() {
    return requiresUtf8;
  }

  /** Returns sender and recipients on one line. */
  @Override
  public String toString() {
    return "<" + sender + "> -> " + recipients;
  }

  /** Builds an {@link Envelope}. Not safe for use by several threads. */
  public static final class Builder {

    private Mailbox sender = Mailbox.NULL;
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<Recipient> recipients = new ArrayList<>();

    private Builder() {}

    /** Sets the reverse-path. */
    public Builder sender(Mailbox reversePath) {
      this.sender = reversePath;
      return this;
    }

    /**
     * Sets the reverse-path; {@code ""} or {@code "<>"} is the null reverse-path.
     *
     * @throws IllegalArgumentException if it is not a mailbox
     */
    public Builder sender(String reversePath) {
      return sender(Mailbox.reversePath(reversePath));
    }

    /** Adds a parameter of the MAIL command. */
    public Builder parameter(Parameter parameter) {
      parameters.add(parameter);
      return this;
    }

    /** Adds a recipient. */
    public Builder recipient(Recipient recipient) {
      recipients.add(recipient);
      return this;
    }

    /**
     * Adds a recipient.
     *
     * @throws IllegalArgumentException if the address is not a mailbox or a parameter is not RCPT's
     */
    public Builder recipient(String address, Parameter... rcptParameters) {
      return recipient(Recipient.of(address, rcptParameters));
    }

    /**
     * Returns the envelope.
     *
     * @throws IllegalArgumentException if there is no recipient, or a parameter is not MAIL's or is
     *     given twice
     */
    public Envelope build() {
      if (recipients.isEmpty()) {
        throw new IllegalArgumentException("An envelope needs at least one recipient");
      }
      return new Envelope(this);
    }
  }
}
