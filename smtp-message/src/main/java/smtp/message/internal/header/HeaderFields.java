package smtp.message.internal.header;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
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

  private static final String RESENT = "Resent-";

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

  /** Adds a field in place of those of the same name. */
  public void set(HeaderField field) {
    remove(field.name());
    fields.add(field);
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
    return HeaderEnvelope.sender(fields).map(HeaderFields::asciiDomain).orElse("");
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

  /** Returns the fields of a name. */
  public List<HeaderField> named(String name) {
    return fields.stream().filter(field -> field.is(name)).toList();
  }

  /** Returns whether there is a field of a name. */
  public boolean has(String name) {
    return fields.stream().anyMatch(field -> field.is(name));
  }

  /** Returns the fields in the order in which they are written. */
  public List<HeaderField> sorted() {
    int[] ranks = fields.stream().mapToInt(HeaderFields::rank).toArray();
    List<HeaderField> sorted = new ArrayList<>(ranks.length);
    for (int rank = -1; rank <= ORDER.size(); rank++) {
      for (int i = 0; i < ranks.length; i++) {
        if (ranks[i] == rank) {
          sorted.add(fields.get(i));
        }
      }
    }
    return List.copyOf(sorted);
  }

  private static int rank(HeaderField field) {
    if (field.name().regionMatches(true, 0, RESENT, 0, RESENT.length())) {
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
