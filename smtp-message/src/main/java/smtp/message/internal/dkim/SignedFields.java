package smtp.message.internal.dkim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
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

  /**
   * Returns the fields to sign.
   *
   * @param oversigned names of which the absence of any further field is signed; From is one of
   *     them whether it is named or not (RFC 6376, section 5.4)
   * @param others names of which only the fields that are there are signed
   */
  public static SignedFields of(
      StoredHeader header, List<String> oversigned, List<String> others, CanonicalForm form) {
    SignedFields signed = new SignedFields(form);
    Set<String> done = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    Stream.concat(Stream.of("From"), oversigned.stream())
        .filter(done::add)
        .forEach(name -> {
          signed.add(name, header);
          signed.names.add(name); // RFC 6376, section 8.15
        });
    others.stream().filter(done::add).forEach(name -> signed.add(name, header));
    return signed;
  }

  /** Adds the fields of a name from the last to the first, as verifiers take them. */
  private void add(String name, StoredHeader header) {
    for (StoredHeader.Field field : header.fields().reversed()) {
      if (field.is(name)) {
        data.append(form.field(withCrlf(field.raw())));
        names.add(name);
      }
    }
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
