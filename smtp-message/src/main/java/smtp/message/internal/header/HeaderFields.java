package smtp.message.internal.header;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import smtp.api.Mailbox;

/**
 * The header fields of a message while it is built: they can be added, replaced and removed, and
 * are written in the usual order.
 */
public final class HeaderFields {

  /** Fields are written in this order; the others follow in the order in which they were given. */
  private static final List<String> ORDER =
      List.of(
          "Date",
          "From",
          "Sender",
          "Reply-To",
          "To",
          "Cc",
          "Bcc",
          "Message-ID",
          "In-Reply-To",
          "References",
          "Subject");

  private final List<HeaderField> fields;

  /** Makes an empty header. */
  public HeaderFields() {
    this(List.of());
  }

  private HeaderFields(List<HeaderField> fields) {
    this.fields = new ArrayList<>(fields);
  }

  /** Returns a copy, which can be changed without changing this one. */
  public HeaderFields copy() {
    return new HeaderFields(fields);
  }

  /** Adds a field; those of the same name stay. */
  public void add(HeaderField field) {
    fields.add(field);
  }

  /**
   * Adds a field in place of those of the same name. A Resent- field replaces none: it belongs to
   * the latest block, or begins another if that has one of the same name.
   */
  public void set(HeaderField field) {
    if (!ResentBlocks.isResent(field.name())) {
      remove(field.name());
    }
    fields.add(field);
  }

  /** Puts a field in the place of another. */
  public void replace(HeaderField old, HeaderField field) {
    fields.set(fields.lastIndexOf(old), field);
  }

  /**
   * Checks that somebody is responsible for the message: it has an author, and of several authors
   * or resenters, one who sent it (RFC 5322, sections 3.6.2 and 3.6.6).
   *
   * @throws IllegalStateException if nobody is
   */
  public void requireSender() {
    if (!has("From")) {
      throw new IllegalStateException("A message needs an author: call from()");
    }
    requireSender(fields, "From", "Sender");
    ResentBlocks.of(fields).forEach(block -> requireSender(block, "Resent-From", "Resent-Sender"));
  }

  private static void requireSender(List<HeaderField> among, String authors, String sender) {
    boolean sent = among.stream().anyMatch(field -> field.is(sender));
    if (!sent
        && among.stream().filter(f -> f.is(authors)).flatMap(f -> f.mailboxes()).count() > 1) {
      throw new IllegalStateException(
          "%s has several addresses, so %s has to say which of them sends the message"
              .formatted(authors, sender));
    }
  }

  /** Returns these fields, with the current Date and a new Message-ID if there is none. */
  public HeaderFields completed() {
    HeaderFields completed = new HeaderFields(fields);
    if (!has("Date")) {
      completed.add(
          HeaderField.Tokens.of("Date", DateText.of(OffsetDateTime.now(ZoneId.systemDefault()))));
    }
    if (!has("Message-ID")) {
      completed.add(HeaderField.Tokens.of("Message-ID", MessageId.random(senderDomain())));
    }
    return completed;
  }

  private String senderDomain() {
    return HeaderEnvelope.originator(fields).map(HeaderFields::asciiDomain).orElse("");
  }

  private static String asciiDomain(Mailbox sender) {
    try {
      return sender.withAsciiDomain().domain();
    } catch (IllegalArgumentException e) {
      return ""; // A header in UTF-8 may hold a domain that has no A-label.
    }
  }

  /** Removes the fields of a name. */
  public void remove(String name) {
    fields.removeIf(field -> field.is(name));
  }

  /** Returns the last field of a name; a Resent- field only if it is in the latest block. */
  public Optional<HeaderField> latest(String name) {
    List<HeaderField> among = ResentBlocks.isResent(name) ? ResentBlocks.latest(fields) : fields;
    return among.reversed().stream().filter(field -> field.is(name)).findFirst();
  }

  /** Returns whether there is a field of a name. */
  public boolean has(String name) {
    return fields.stream().anyMatch(field -> field.is(name));
  }

  /** Returns the fields in the order in which they are written, the latest Resent block first. */
  public List<HeaderField> sorted() {
    int[] ranks = fields.stream().mapToInt(HeaderFields::rank).toArray();
    List<HeaderField> sorted = new ArrayList<>(ranks.length);
    ResentBlocks.of(fields).reversed().forEach(sorted::addAll);
    for (int rank = 0; rank <= ORDER.size(); rank++) {
      for (int i = 0; i < ranks.length; i++) {
        if (ranks[i] == rank) {
          sorted.add(fields.get(i));
        }
      }
    }
    return List.copyOf(sorted);
  }

  private static int rank(HeaderField field) {
    if (ResentBlocks.isResent(field.name())) {
      return -1;
    }
    for (int i = 0; i < ORDER.size(); i++) {
      if (field.is(ORDER.get(i))) {
        return i;
      }
    }
    return ORDER.size();
  }
}
