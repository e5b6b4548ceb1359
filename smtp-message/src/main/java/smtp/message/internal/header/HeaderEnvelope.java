package smtp.message.internal.header;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import smtp.api.Envelope;
import smtp.api.Mailbox;
import smtp.api.Recipient;

/**
 * Derives an envelope from the header fields of a message.
 *
 * <p>The sender is the address of Sender, otherwise the first of From. The recipients are those of
 * To, Cc and Bcc, each once. If there is a Resent-Date, the Resent- fields are used instead (RFC
 * 5322, section 3.6.6).
 */
public final class HeaderEnvelope {

  private final List<HeaderField> fields;
  private final String prefix;

  private HeaderEnvelope(List<HeaderField> fields) {
    this.fields = fields;
    long resent = fields.stream().filter(field -> field.is("Resent-Date")).count();
    if (resent > 1) {
      throw new IllegalStateException(
          "The message was resent more than once, so its header fields do not say who its"
              + " recipients are: set an envelope");
    }
    this.prefix = resent == 1 ? "Resent-" : "";
  }

  /**
   * Returns the envelope.
   *
   * @throws IllegalStateException if the fields name no sender or no recipient, or the message was
   *     resent more than once
   */
  public static Envelope of(List<HeaderField> fields) {
    return new HeaderEnvelope(fields).envelope();
  }

  /** Returns the sender, if the fields name one. */
  static Optional<Mailbox> sender(List<HeaderField> fields) {
    return new HeaderEnvelope(fields).sender();
  }

  /** Returns whether the addresses of a field may be part of an envelope. */
  public static boolean uses(String name) {
    return switch (StandardField.of(name)) {
      case ADDRESS -> true;
      case ADDRESSES -> !name.toLowerCase(Locale.ROOT).endsWith("reply-to");
      default -> false;
    };
  }

  private Envelope envelope() {
    Envelope.Builder envelope =
        Envelope.builder().sender(sender().orElseThrow(() -> missing("sender", "From")));
    List<Mailbox> recipients =
        Stream.of("To", "Cc", "Bcc").flatMap(this::mailboxes).distinct().toList();
    if (recipients.isEmpty()) {
      throw missing("recipient", "To, Cc or Bcc");
    }
    recipients.forEach(recipient -> envelope.recipient(Recipient.of(recipient)));
    return envelope.build();
  }

  private Optional<Mailbox> sender() {
    return Stream.of("Sender", "From").flatMap(this::mailboxes).findFirst();
  }

  private Stream<Mailbox> mailboxes(String name) {
    return fields.stream().filter(field -> field.is(prefix + name)).flatMap(HeaderField::mailboxes);
  }

  private IllegalStateException missing(String what, String names) {
    return new IllegalStateException(
        "The message has no %s: set %s, or an envelope".formatted(what, names));
  }
}
