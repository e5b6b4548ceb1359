package smtp.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import smtp.api.Content;
import smtp.api.Mail;
import smtp.api.Mailbox;

/**
 * Signs mail by DKIM (RFC 6376), with rsa-sha256 (RFC 8301) or ed25519-sha256 (RFC 8463), as the
 * key is.
 *
 * <pre>{@code
 * DkimSigner signer = DkimSigner.builder("example.org", "2026a", pem).build();
 * client.send(signer.sign(message));
 * }</pre>
 *
 * <p>The header fields that say what a message is are signed, and so is their absence: one that is
 * added on the way breaks the signature. The seven-bit form is signed, for a change of encoding
 * would break it too. Content is written twice, once to be signed and once to be sent, so it has to
 * be {@linkplain Content#repeatable() repeatable}; if it is not the same the second time, sending
 * fails.
 *
 * <p>Immutable and safe for use by several threads. Ed25519 on a runtime before 22 needs the module
 * jdk.crypto.ec.
 */
public final class DkimSigner implements MailSigner {

  /** RFC 6376, section 5.4.1, and RFC 8058, section 4. */
  private static final List<String> FIELDS =
      List.of(
          "From",
          "Sender",
          "Reply-To",
          "Subject",
          "Date",
          "Message-ID",
          "To",
          "Cc",
          "MIME-Version",
          "Content-Type",
          "Content-Transfer-Encoding",
          "In-Reply-To",
          "References",
          "List-Id",
          "List-Unsubscribe",
          "List-Unsubscribe-Post");

  private static final int MAX_WORD = 70;

  private final String domain;
  private final String selector;
  private final DkimKey key;
  private final Canonicalization headerForm;
  private final Canonicalization bodyForm;
  private final List<String> fields;
  private final @Nullable Duration lifetime;
  private final Clock clock;

  private DkimSigner(Builder builder) {
    this.domain = builder.domain;
    this.selector = builder.selector;
    this.key = builder.key;
    this.headerForm = builder.headerForm;
    this.bodyForm = builder.bodyForm;
    this.fields = builder.fields;
    this.lifetime = builder.lifetime;
    this.clock = builder.clock;
  }

  /**
   * Returns a builder.
   *
   * @param domain the domain that signs, such as {@code example.org}
   * @param selector the name of the key below {@code _domainkey} of the domain
   * @param key an RSA key of 1024 bits or more (better 2048), or an Ed25519 key
   * @throws IllegalArgumentException if domain or selector is no domain name, or the key another
   */
  public static Builder builder(String domain, String selector, PrivateKey key) {
    return new Builder(domain, selector, DkimKey.of(key));
  }

  /**
   * Returns a builder.
   *
   * @param pem the key in PEM, {@code PRIVATE KEY} (PKCS #8) or {@code RSA PRIVATE KEY} (PKCS #1)
   * @throws IllegalArgumentException as {@link #builder(String, String, PrivateKey)} does, or if
   *     there is no such key in the text
   * @throws GeneralSecurityException if the runtime does not understand the key
   */
  public static Builder builder(String domain, String selector, String pem)
      throws GeneralSecurityException {
    return new Builder(domain, selector, DkimKey.ofPem(pem));
  }

  @Override
  public Mail sign(Mail mail) throws IOException, GeneralSecurityException {
    Content content = fixed(mail.content());
    OutputStream nowhere = OutputStream.nullOutputStream();
    SignedContent.Pass pass = SignedContent.pass(content, bodyForm, nowhere);
    byte[] signature = signature(pass.header(), pass.bodyHash());
    return Mail.of(
        mail.envelope(), new SignedContent(signature, content, bodyForm, pass.bodyHash()));
  }

  /** A header in UTF-8 goes only where nothing is re-encoded (RFC 6531, section 3.6). */
  private static Content fixed(Content content) throws IOException {
    if (!content.repeatable()) {
      throw new IllegalArgumentException(
          "Content that can be read once only cannot be signed: it has to be read twice");
    }
    if (content.encoding() == Content.Encoding.SEVEN_BIT) {
      return content;
    }
    return content
        .sevenBit()
        .or(() -> content.requiresUtf8() ? content.eightBit() : Optional.empty())
        .orElseThrow(
            () -> new IOException("The message has no seven-bit form, which is what is signed"));
  }

  private byte[] signature(StoredHeader header, byte[] bodyHash) throws GeneralSecurityException {
    HeaderWriter out = new HeaderWriter().begin("DKIM-Signature");
    out.word("v=1;").word("a=" + key.algorithm() + ";");
    out.word("c=" + headerForm.token() + "/" + bodyForm.token() + ";");
    out.word("d=" + domain + ";").word("s=" + selector + ";");
    Instant now = clock.instant();
    out.word("t=" + now.getEpochSecond() + ";");
    if (lifetime != null) {
      out.word("x=" + now.plus(lifetime).getEpochSecond() + ";");
    }
    List<String> signed = new ArrayList<>();
    StringBuilder data = new StringBuilder();
    fields.forEach(name -> sign(name, header, signed, data));
    writeNames(signed, out);
    out.word("bh=" + base64(bodyHash) + ";").word("b=");
    // The signature field itself is signed last, as it is before its value and line end.
    String unsigned = headerForm.field(text(out) + "\r\n");
    data.append(unsigned, 0, unsigned.length() - 2);
    String value = base64(key.sign(data.toString().getBytes(ISO_8859_1)));
    for (int at = 0; at < value.length(); at += MAX_WORD) {
      out.word(value.substring(at, Math.min(value.length(), at + MAX_WORD)));
    }
    out.end();
    return out.toBytes();
  }

  private static String text(HeaderWriter out) {
    return new String(out.toBytes(), ISO_8859_1);
  }

  /** Signs each field of a name from the last to the first, and that there is no further one. */
  private void sign(String name, StoredHeader header, List<String> signed, StringBuilder data) {
    for (StoredHeader.Field field : header.fields().reversed()) {
      if (field.is(name)) {
        data.append(headerForm.field(withCrlf(field.octets())));
        signed.add(name);
      }
    }
    signed.add(name);
  }

  /** Line ends are signed as they will be on the wire. */
  private static String withCrlf(String field) {
    return String.join("\r\n", field.lines().toList()) + "\r\n";
  }

  private static void writeNames(List<String> names, HeaderWriter out) {
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

  private static String base64(byte[] octets) {
    return Base64.getEncoder().encodeToString(octets);
  }

  /** Returns domain, selector and algorithm. */
  @Override
  public String toString() {
    return "DkimSigner " + selector + "._domainkey." + domain + " " + key;
  }

  /** Builds a {@link DkimSigner}. Not safe for use by several threads. */
  public static final class Builder {

    private final String domain;
    private final String selector;
    private final DkimKey key;
    private Canonicalization headerForm = Canonicalization.RELAXED;
    private Canonicalization bodyForm = Canonicalization.RELAXED;
    private List<String> fields = FIELDS;
    private @Nullable Duration lifetime;
    private Clock clock = Clock.systemUTC();

    private Builder(String domain, String selector, DkimKey key) {
      this.domain = checkedDomain("domain", domain);
      this.selector = checkedDomain("selector", selector);
      this.key = key;
    }

    private static String checkedDomain(String what, String name) {
      try {
        Mailbox mailbox = Mailbox.of("x@" + FieldText.checked(what, name)).withAsciiDomain();
        if (mailbox.domain().startsWith("[")) {
          throw new IllegalArgumentException("An address literal");
        }
        return mailbox.domain();
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            what + ": not a domain name: " + FieldText.quote(name), e);
      }
    }

    /** Sets how header and body are canonicalized; without this both are relaxed. */
    public Builder canonicalization(Canonicalization header, Canonicalization body) {
      this.headerForm = header;
      this.bodyForm = body;
      return this;
    }

    /**
     * Sets the names of the fields that are signed, whether they are there or not; without this
     * those that say what a message is.
     *
     * @throws IllegalArgumentException if From is not among them, or one is no field name
     */
    public Builder fields(String... names) {
      List<String> checked = List.of(names);
      checked.forEach(FieldText::checkedName);
      if (checked.stream().noneMatch("From"::equalsIgnoreCase)) {
        throw new IllegalArgumentException("fields: From has to be signed (RFC 6376, section 5.4)");
      }
      this.fields = checked.stream().distinct().toList();
      return this;
    }

    /**
     * Sets how long after signing the signature is valid; without this there is no end.
     *
     * @throws IllegalArgumentException if it is less than a second
     */
    public Builder lifetime(Duration lifetime) {
      if (lifetime.toSeconds() < 1) {
        throw new IllegalArgumentException("lifetime: less than a second: " + lifetime);
      }
      this.lifetime = lifetime;
      return this;
    }

    /** Sets the clock that tells the time of signing; without this the system's. */
    public Builder clock(Clock clock) {
      this.clock = clock;
      return this;
    }

    /** Returns the signer. */
    public DkimSigner build() {
      return new DkimSigner(this);
    }
  }
}
