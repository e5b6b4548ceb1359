package smtp.message.internal.header;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import smtp.api.Envelope;
import smtp.api.Mailbox;
import smtp.api.Recipient;

/**
 * Derives an envelope from the header fields of a message. Nothing else decides which fields name
 * the sender and the recipients.
 *
 * <p>The sender is the address of Sender, otherwise the first of From. The recipients are those of
 * To, Cc and Bcc, each once. If there is a Resent-Date, the Resent- fields are used instead (RFC
 * 5322, section 3.6.6), unless there is more than one block of them.
 */
public final class HeaderEnvelope {

  private static final List<String> RECIPIENTS = List.of("To", "Cc", "Bcc");

  private final List<? extends EnvelopeField> fields;
  private final String prefix;

  private HeaderEnvelope(List<? extends EnvelopeField> fields) {
    this.fields = fields;
    boolean resent = fields.stream().anyMatch(field -> field.is("Resent-Date"));
    if (resent && ResentBlocks.of(fields).size() > 1) {
      throw new IllegalStateException(
          "The message was resent more than once, so its header fields do not say who its"
              + " recipients are: set an envelope");
    }
    this.prefix = resent ? "Resent-" : "";
  }

  /**
   * Returns the envelope.
   *
   * @throws IllegalStateException if the fields name no sender or no recipient, an address that is
   *     needed cannot be parsed, or the message was resent more than once
   */
  public static Envelope of(List<? extends EnvelopeField> fields) {
    return new HeaderEnvelope(fields).envelope();
  }

  /**
   * Returns the names of the fields that name recipients, the one for primary recipients first.
   *
   * @throws IllegalStateException if the message was resent more than once
   */
  public static List<String> recipientFields(List<? extends EnvelopeField> fields) {
    return new HeaderEnvelope(fields).recipientFields().toList();
  }

  /** Returns whether a field, by its name, serves the envelope alone and is never written. */
  public static boolean isBlind(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "bcc", "resent-bcc" -> true;
      default -> false;
    };
  }

  /** Returns who wrote the message or sent it for its authors, whoever resent it. */
  static Optional<Mailbox> originator(List<? extends EnvelopeField> fields) {
    return sender(fields, "");
  }

  private Envelope envelope() {
    Envelope.Builder envelope =
        Envelope.builder()
            .sender(sender(fields, prefix).orElseThrow(() -> missing("sender", "From")));
    List<Mailbox> recipients =
        recipientFields().flatMap(name -> mailboxes(fields, name)).distinct().toList();
    if (recipients.isEmpty()) {
      throw missing("recipient", "To, Cc or Bcc");
    }
    recipients.forEach(recipient -> envelope.recipient(Recipient.of(recipient)));
    return envelope.build();
  }

  private Stream<String> recipientFields() {
    return RECIPIENTS.stream().map(name -> prefix + name);
  }

  private static Optional<Mailbox> sender(List<? extends EnvelopeField> fields, String prefix) {
    return Stream.of("Sender", "From")
        .flatMap(name -> mailboxes(fields, prefix + name))
        .findFirst();
  }

  private static Stream<Mailbox> mailboxes(List<? extends EnvelopeField> fields, String name) {
    return fields.stream().filter(field -> field.is(name)).flatMap(EnvelopeField::mailboxes);
  }

  private IllegalStateException missing(String what, String names) {
    return new IllegalStateException(
        "The message has no %s: set %s, or an envelope".formatted(what, names));
  }
}
