package smtp.message;

import java.util.List;
import java.util.stream.Stream;
import smtp.api.Mailbox;
import smtp.message.internal.header.HeaderField;
import smtp.message.internal.header.HeaderFields;
import smtp.message.internal.header.HeaderWriter;
import smtp.message.internal.header.Phrase;
import smtp.message.internal.header.ResentBlocks;

/** A header field that holds addresses, such as To (RFC 5322, section 3.6.3). */
record AddressField(String name, List<AddressEntry> entries) implements HeaderField {

  /** Throws if the domain of an address has no form for a header field. */
  AddressField {
    entries = List.copyOf(entries);
    entries.forEach(entry -> entry.addresses().forEach(address -> spec(address.mailbox())));
  }

  /** Adds addresses to the one field that holds them (RFC 5322, section 3.6). */
  static void add(String name, List<? extends AddressEntry> entries, HeaderFields fields) {
    if (entries.isEmpty()) {
      return; // RFC 5322 has no empty address list
    }
    HeaderField before = fields.latest(name).orElse(null);
    if (before instanceof AddressField field) {
      fields.replace(before, field.with(entries));
    } else {
      fields.set(new AddressField(name, List.copyOf(entries)));
    }
  }

  /** Adds a whole field: a Resent- field begins another block if the latest has one. */
  static void addField(String name, List<? extends AddressEntry> entries, HeaderFields fields) {
    if (ResentBlocks.isResent(name) && !entries.isEmpty()) {
      fields.set(new AddressField(name, List.copyOf(entries)));
    } else {
      add(name, entries, fields);
    }
  }

  private AddressField with(List<? extends AddressEntry> more) {
    return new AddressField(name, Stream.concat(entries.stream(), more.stream()).toList());
  }

  private Stream<Address> addresses() {
    return entries.stream().flatMap(entry -> entry.addresses().stream());
  }

  @Override
  public Stream<Mailbox> mailboxes() {
    return addresses().map(Address::mailbox);
  }

  @Override
  public boolean requiresUtf8() {
    return mailboxes().anyMatch(mailbox -> !mailbox.hasAsciiLocalPart());
  }

  @Override
  public void write(HeaderWriter out) {
    out.begin(name);
    for (int i = 0; i < entries.size(); i++) {
      write(entries.get(i), i + 1 < entries.size() ? "," : "", out);
    }
    out.end();
  }

  private static void write(AddressEntry entry, String suffix, HeaderWriter out) {
    switch (entry) {
      case Address address -> write(address, suffix, out);
      case AddressGroup group -> write(group, suffix, out);
    }
  }

  private static void write(Address address, String suffix, HeaderWriter out) {
    if (address.name().isEmpty()) {
      out.word(spec(address.mailbox()) + suffix);
    } else {
      Phrase.write(address.name(), "", out);
      out.word("<" + spec(address.mailbox()) + ">" + suffix);
    }
  }

  private static void write(AddressGroup group, String suffix, HeaderWriter out) {
    List<Address> members = group.addresses();
    Phrase.write(group.name(), members.isEmpty() ? ":;" + suffix : ":", out);
    for (int i = 0; i < members.size(); i++) {
      write(members.get(i), i + 1 < members.size() ? "," : ";" + suffix, out);
    }
  }

  /** A local part that is not ASCII needs UTF-8 anyway, so its domain stays readable. */
  private static String spec(Mailbox mailbox) {
    return (mailbox.hasAsciiLocalPart() ? mailbox.withAsciiDomain() : mailbox).toString();
  }
}
