package smtp.message;

import java.util.List;
import java.util.Locale;
import smtp.api.Mailbox;

/** A header field, by the kind of its body. */
sealed interface HeaderField {

  /** Returns the name. */
  String name();

  /** Writes name, body and line end. */
  void write(HeaderWriter out);

  /** Tells whether the field has a name, in whatever case. */
  default boolean is(String name) {
    return name().equalsIgnoreCase(name);
  }

  /** Tells whether it can be written in UTF-8 only (RFC 6532). */
  default boolean requiresUtf8() {
    return false;
  }

  /** Tells whether nobody may see the field: it serves the envelope alone. */
  default boolean isBlind() {
    return is("Bcc") || is("Resent-Bcc");
  }

  /** Unstructured text. */
  record Text(String name, String text) implements HeaderField {

    private static final int MAX_WORD = 60;

    @Override
    public void write(HeaderWriter out) {
      UnstructuredText.write(text, maxWord(), out.begin(name));
      out.end();
    }

    /** A field of unknown syntax keeps its ASCII words: a URI in an encoded word is none. */
    private int maxWord() {
      return switch (name.toLowerCase(Locale.ROOT)) {
        case "subject", "comments" -> MAX_WORD;
        default -> HeaderWriter.MAX_WORD;
      };
    }
  }

  /** Words of ASCII that are never encoded, such as message ids. */
  record Tokens(String name, List<String> tokens) implements HeaderField {

    static Tokens of(String name, String... tokens) {
      return new Tokens(name, List.of(tokens));
    }

    @Override
    public void write(HeaderWriter out) {
      out.begin(name);
      tokens.forEach(out::word);
      out.end();
    }
  }

  /** Addresses. */
  record Addresses(String name, List<AddressEntry> entries) implements HeaderField {

    /** Throws if the domain of an address has no form for a header field. */
    public Addresses {
      entries = List.copyOf(entries);
      entries.forEach(entry -> entry.addresses().forEach(address -> spec(address.mailbox())));
    }

    List<Address> addresses() {
      return AddressList.of(entries).addresses();
    }

    @Override
    public boolean requiresUtf8() {
      return addresses().stream().anyMatch(address -> !address.mailbox().hasAsciiLocalPart());
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
}
