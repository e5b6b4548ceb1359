package smtp.message;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import smtp.api.Mailbox;

/** The header fields of a message. A message's own are not changed once it is built. */
final class HeaderFields {

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

  HeaderFields() {
    this(List.of());
  }

  private HeaderFields(List<HeaderField> fields) {
    this.fields = new ArrayList<>(fields);
  }

  HeaderFields copy() {
    return new HeaderFields(fields);
  }

  /** Adds a field beside those of the same name. */
  void add(HeaderField field) {
    fields.add(field);
  }

  /** Puts a field in the place of those of the same name. */
  void set(HeaderField field) {
    remove(field.name());
    fields.add(field);
  }

  /** Adds addresses to the one field that holds them (RFC 5322, section 3.6). */
  void addAddresses(String name, List<? extends AddressEntry> entries) {
    List<AddressEntry> all = new ArrayList<>();
    for (HeaderField field : fields) {
      if (field.is(name) && field instanceof HeaderField.Addresses before) {
        all.addAll(before.entries());
      }
    }
    all.addAll(entries);
    if (all.isEmpty()) {
      return; // RFC 5322 knows no empty list
    }
    set(new HeaderField.Addresses(name, all));
  }

  /** Returns these fields, with a Date and a Message-ID. */
  HeaderFields completed() {
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
      return ""; // A header in UTF-8 holds domains that have no A-label.
    }
  }

  void remove(String name) {
    fields.removeIf(field -> field.is(name));
  }

  boolean has(String name) {
    return fields.stream().anyMatch(field -> field.is(name));
  }

  /** Returns the fields in the order in which they are written. */
  List<HeaderField> sorted() {
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
