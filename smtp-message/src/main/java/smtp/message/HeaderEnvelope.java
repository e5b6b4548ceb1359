package smtp.message;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import smtp.api.Envelope;
import smtp.api.Mailbox;
import smtp.api.Recipient;

/**
 * The envelope that the header fields of a message ask for, as a mail program that submits it takes
 * it.
 *
 * <p>The sender is the address of Sender, else the first of From. The recipients are those of To,
 * Cc and Bcc, each once. In a message with a Resent-Date it is the Resent- fields that count (RFC
 * 5322, section 3.6.6).
 */
final class HeaderEnvelope {

  private final List<HeaderField> fields;
  private final String prefix;

  private HeaderEnvelope(List<HeaderField> fields) {
    this.fields = fields;
    long resent = fields.stream().filter(field -> field.is("Resent-Date")).count();
    if (resent > 1) {
      throw new IllegalStateException(
          "The message was resent more than once, so its header fields do not tell for whom it is:"
              + " give an envelope");
    }
    this.prefix = resent == 1 ? "Resent-" : "";
  }

  /**
   * Returns the envelope.
   *
   * @throws IllegalStateException if the fields name no sender or no recipient, or were resent more
   *     than once
   */
  static Envelope of(List<HeaderField> fields) {
    return new HeaderEnvelope(fields).envelope();
  }

  /** Returns the sender, if the fields name one. */
  static Optional<Mailbox> sender(List<HeaderField> fields) {
    return new HeaderEnvelope(fields).sender();
  }

  /** Tells whether the addresses of a field may be part of an envelope. */
  static boolean uses(String name) {
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
    return fields.stream()
        .filter(field -> field.is(prefix + name))
        .flatMap(HeaderEnvelope::addresses)
        .map(Address::mailbox);
  }

  private static Stream<Address> addresses(HeaderField field) {
    return field instanceof HeaderField.Addresses list ? list.addresses().stream() : Stream.of();
  }

  private IllegalStateException missing(String what, String names) {
    return new IllegalStateException(
        "The message has no %s: give %s, or an envelope".formatted(what, names));
  }
}
