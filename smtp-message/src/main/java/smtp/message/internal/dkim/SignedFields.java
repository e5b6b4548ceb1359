package smtp.message.internal.dkim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import smtp.message.internal.header.HeaderWriter;
import smtp.message.internal.stored.StoredHeader;

/** The header fields that a signature covers: their names (tag "h"), and what is signed of them. */
public final class SignedFields {

  private static final int MAX_WORD = 70;

  private final CanonicalForm form;
  private final List<String> names = new ArrayList<>();
  private final StringBuilder data = new StringBuilder();

  private SignedFields(CanonicalForm form) {
    this.form = form;
  }

  /** Returns the fields with one of the names, and the absence of any further one. */
  public static SignedFields of(StoredHeader header, List<String> names, CanonicalForm form) {
    SignedFields signed = new SignedFields(form);
    names.forEach(name -> signed.add(name, header));
    return signed;
  }

  /**
   * Adds the fields of a name from the last to the first, as verifiers take them, and the name once
   * more: a field of this name that is added in transit breaks the signature (RFC 6376, section
   * 8.15).
   */
  private void add(String name, StoredHeader header) {
    for (StoredHeader.Field field : header.fields().reversed()) {
      if (field.is(name)) {
        data.append(form.field(withCrlf(field.raw())));
        names.add(name);
      }
    }
    names.add(name);
  }

  /** Line ends are signed as they will be on the wire. */
  private static String withCrlf(String field) {
    return String.join("\r\n", field.lines().toList()) + "\r\n";
  }

  /** Writes the tag "h". */
  public void writeNames(HeaderWriter out) {
    StringBuilder word = new StringBuilder("h=");
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i).toLowerCase(Locale.ROOT) + (i + 1 < names.size() ? ":" : ";");
      if (word.length() + name.length() > MAX_WORD) {
        out.word(word.toString());
        word.setLength(0);
      }
      word.append(name);
    }
    out.word(word.toString());
  }

  /**
   * Returns what is signed: the fields, and last the signature field itself, without the value of
   * its tag "b" and without its line end (RFC 6376, section 3.7).
   */
  public String data(String unsigned) {
    String last = form.field(unsigned + "\r\n");
    return data + last.substring(0, last.length() - 2);
  }
}
