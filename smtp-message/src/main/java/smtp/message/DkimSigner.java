package smtp.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import smtp.api.Content;
import smtp.api.Mail;
import smtp.message.internal.dkim.CanonicalForm;
import smtp.message.internal.dkim.DkimKey;
import smtp.message.internal.dkim.DnsName;
import smtp.message.internal.dkim.SignedContent;
import smtp.message.internal.dkim.SignedFields;
import smtp.message.internal.dkim.SigningIdentity;
import smtp.message.internal.header.FieldText;
import smtp.message.internal.header.HeaderWriter;
import smtp.message.internal.stored.StoredHeader;

/**
 * Signs messages with DKIM (RFC 6376). The algorithm follows from the key: rsa-sha256 (RFC 8301) or
 * ed25519-sha256 (RFC 8463).
 *
 * <pre>{@code
 * DkimSigner signer = DkimSigner.builder("example.org", "2026a", pem).build();
 * client.send(signer.sign(message));
 * }</pre>
 *
 * <p>The header fields that matter to a reader are signed, such as From and Subject. Of those that
 * a message has once, the absence of a further one is signed too ({@link Builder#oversign}); those
 * that mailing lists add are signed if the message has them ({@link Builder#fields}). The seven-bit
 * form is signed, since re-encoding in transit would break the signature, unless {@link
 * Builder#eightBit} says otherwise. The content is written twice, once to be signed and once to be
 * sent, so it has to be {@linkplain Content#repeatable() repeatable}; if its body differs the
 * second time, sending fails with an {@link IOException}.
 *
 * <p>Immutable and safe for use by several threads. Ed25519 needs the module jdk.crypto.ec on Java
 * 21.
 */
public final class DkimSigner implements MailSigner {

  /** Exactly one of each, or none; a mailing list that leaves the body alone leaves these too. */
  private static final List<String> OVERSIGNED =
      List.of(
          "From",
          "To",
          "Cc",
          "Subject",
          "Date",
          "Message-ID",
          "MIME-Version",
          "Content-Type",
          "Content-Transfer-Encoding");

  /** RFC 6376, section 5.4.1, and RFC 8058, section 4: mailing lists add these. */
  private static final List<String> SIGNED =
      List.of(
          "Sender",
          "Reply-To",
          "In-Reply-To",
          "References",
          "Resent-Date",
          "Resent-From",
          "Resent-To",
          "Resent-Cc",
          "List-Id",
          "List-Help",
          "List-Unsubscribe",
          "List-Unsubscribe-Post",
          "List-Subscribe",
          "List-Post",
          "List-Owner",
          "List-Archive");

  /** Base64 is cut into words of this length, so that it can be folded. */
  private static final int MAX_WORD = 70;

  private final String domain;
  private final String selector;
  private final DkimKey key;
  private final CanonicalForm headerForm;
  private final CanonicalForm bodyForm;
  private final List<String> fields;
  private final List<String> oversigned;
  private final String identity;
  private final boolean eightBit;
  private final @Nullable Duration lifetime;
  private final Clock clock;

  private DkimSigner(Builder builder) {
    this.domain = builder.domain;
    this.selector = builder.selector;
    this.key = builder.key;
    this.headerForm = builder.headerForm.form();
    this.bodyForm = builder.bodyForm.form();
    this.fields = builder.fields;
    this.oversigned = builder.oversigned;
    this.identity = builder.identity;
    this.eightBit = builder.eightBit;
    this.lifetime = builder.lifetime;
    this.clock = builder.clock;
  }

  /**
   * Returns a builder of a signer.
   *
   * @param domain the domain that signs, such as {@code example.org}
   * @param selector the selector, under which the public key is published in the DNS: {@code
   *     2026a._domainkey.example.org} for {@code 2026a}
   * @param key an RSA key of at least 1024 bits, better 2048, or an Ed25519 key
   * @throws IllegalArgumentException if the domain or the selector is not a domain name, or the key
   *     is not one of these
   */
  public static Builder builder(String domain, String selector, PrivateKey key) {
    return new Builder(domain, selector, DkimKey.of(requireNonNull(key, "key")));
  }

  /**
   * Returns a builder of a signer, as {@link #builder(String, String, PrivateKey)} does.
   *
   * @param pem the key in PEM without encryption: {@code PRIVATE KEY} (PKCS #8) or {@code RSA
   *     PRIVATE KEY} (PKCS #1)
   * @throws IllegalArgumentException as {@link #builder(String, String, PrivateKey)} does, or if
   *     the text does not contain such a key
   * @throws GeneralSecurityException if the runtime does not support the key
   */
  public static Builder builder(String domain, String selector, String pem)
      throws GeneralSecurityException {
    return new Builder(domain, selector, DkimKey.ofPem(requireNonNull(pem, "pem")));
  }

  /**
   * {@inheritDoc}
   *
   * <p>The content is read once during this call. In the signed message, the signature is the first
   * header field.
   */
  @Override
  public Mail sign(Mail mail) throws IOException, GeneralSecurityException {
    requireNonNull(mail, "mail");
    Content content = signable(mail.content());
    OutputStream nowhere = OutputStream.nullOutputStream();
    SignedContent.Pass pass = SignedContent.pass(content, bodyForm, nowhere);
    byte[] signature = signature(pass.header(), pass.bodyHash());
    return Mail.of(
        mail.envelope(), new SignedContent(signature, content, bodyForm, pass.bodyHash()));
  }

  /** Servers that accept a header in UTF-8 have no reason to re-encode (RFC 6531, section 3.6). */
  private Content signable(Content content) throws IOException {
    if (!content.repeatable()) {
      throw new IllegalArgumentException(
          "The content can be written only once, but has to be written to be signed and to be sent");
    }
    if (content.encoding() == Content.Encoding.SEVEN_BIT) {
      return content;
    }
    Optional<Content> form = eightBit ? content.eightBit() : content.sevenBit();
    return form.or(() -> content.requiresUtf8() ? content.eightBit() : Optional.empty())
        .orElseThrow(() ->
            new IOException(
                "The message has no %s form, which is what this signer signs"
                        .formatted(eightBit ? "8-bit" : "7-bit")
                    + content.noSevenBitReason().map(why -> ", because " + why).orElse("")));
  }

  private byte[] signature(StoredHeader header, byte[] bodyHash) throws GeneralSecurityException {
    HeaderWriter out = new HeaderWriter().begin("DKIM-Signature");
    out.word("v=1;").word("a=" + key.algorithm() + ";");
    out.word("c=" + headerForm.token() + "/" + bodyForm.token() + ";");
    out.word("d=" + domain + ";").word("s=" + selector + ";");
    if (!identity.isEmpty()) {
      out.word(identity);
    }
    Instant now = clock.instant();
    out.word("t=" + now.getEpochSecond() + ";");
    if (lifetime != null) {
      out.word("x=" + now.plus(lifetime).getEpochSecond() + ";");
    }
    SignedFields signed = SignedFields.of(header, oversigned, fields, headerForm);
    signed.writeNames(out);
    out.word("bh=" + base64(bodyHash) + ";").word("b=");
    String value = base64(key.sign(signed.data(text(out)).getBytes(ISO_8859_1)));
    for (int at = 0; at < value.length(); at += MAX_WORD) {
      out.word(value.substring(at, Math.min(value.length(), at + MAX_WORD)));
    }
    out.end();
    return out.toBytes();
  }

  private static String text(HeaderWriter out) {
    return new String(out.toBytes(), ISO_8859_1);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Returns the name of the key in the DNS, and the algorithm. */
  @Override
  public String toString() {
    return "DkimSigner[" + selector + "._domainkey." + domain + ", " + key + "]";
  }

  /** Collects the options of a {@link DkimSigner}. Not safe for use by several threads. */
  public static final class Builder {

    private final String domain;
    private final String selector;
    private final DkimKey key;
    private Canonicalization headerForm = Canonicalization.RELAXED;
    private Canonicalization bodyForm = Canonicalization.RELAXED;
    private List<String> fields = SIGNED;
    private List<String> oversigned = OVERSIGNED;
    private String identity = "";
    private boolean eightBit;
    private @Nullable Duration lifetime;
    private Clock clock = Clock.systemUTC();

    private Builder(String domain, String selector, DkimKey key) {
      this.domain = DnsName.checked("domain", requireNonNull(domain, "domain"));
      this.selector = DnsName.checked("selector", requireNonNull(selector, "selector"));
      this.key = key;
    }

    /** Sets the canonical forms of header and body; the default is relaxed for both. */
    public Builder canonicalization(Canonicalization header, Canonicalization body) {
      this.headerForm = requireNonNull(header, "header");
      this.bodyForm = requireNonNull(body, "body");
      return this;
    }

    /**
     * Sets which fields are signed if the message has them. A field of such a name that is added in
     * transit does not break the signature; one that is changed or removed does.
     *
     * <p>The default is Sender, Reply-To, In-Reply-To, References, and the fields whose names begin
     * with {@code Resent-} and {@code List-}, which mailing lists add (RFC 6376, section 5.4.1).
     *
     * @param names field names in any case; none for no field
     * @throws IllegalArgumentException if one is not a field name
     */
    public Builder fields(String... names) {
      this.fields = checkedNames(names);
      return this;
    }

    /**
     * Sets which fields are signed together with the absence of further ones: a field of such a
     * name that is added in transit breaks the signature (RFC 6376, section 8.15). From is always
     * one of them. It is of no consequence whether {@link #fields} has a name too.
     *
     * <p>The default is From, To, Cc, Subject, Date, Message-ID, MIME-Version, Content-Type and
     * Content-Transfer-Encoding.
     *
     * @param names field names in any case; none for From alone
     * @throws IllegalArgumentException if one is not a field name
     */
    public Builder oversign(String... names) {
      this.oversigned = checkedNames(names);
      return this;
    }

    private static List<String> checkedNames(String... names) {
      List<String> checked = Arguments.elements(names, "names");
      checked.forEach(FieldText::checkedName);
      return checked;
    }

    /**
     * Sets on whose behalf the domain signs (the tag {@code i=}; RFC 6376, section 3.5); the
     * default is not to say. Receivers may keep a reputation for it; they check nothing else with
     * it.
     *
     * @param identity an address such as {@code ann@news.example.org}, or {@code @news.example.org}
     *     without a local part, in ASCII. Its domain is the one that signs or a subdomain of it
     * @throws IllegalArgumentException if it is anything else
     */
    public Builder identity(String identity) {
      this.identity = SigningIdentity.tag(requireNonNull(identity, "identity"), domain);
      return this;
    }

    /**
     * Signs the eight-bit form of a message that has one. The default is the seven-bit form, since
     * a server in transit has to re-encode an eight-bit message for one that does not offer
     * 8BITMIME, and that breaks the signature. A signed eight-bit message cannot be sent to a
     * server without 8BITMIME.
     */
    public Builder eightBit() {
      this.eightBit = true;
      return this;
    }

    /**
     * Sets how long a signature is valid, from the time of signing; the default is no limit.
     *
     * @param lifetime one second or more; fractions of a second are dropped
     * @throws IllegalArgumentException if it is less than a second
     */
    public Builder lifetime(Duration lifetime) {
      if (requireNonNull(lifetime, "lifetime").toSeconds() < 1) {
        throw new IllegalArgumentException(
            "lifetime: has to be at least one second, not " + lifetime);
      }
      this.lifetime = lifetime;
      return this;
    }

    /** Sets the clock for the time of signing; the default is the system clock. */
    public Builder clock(Clock clock) {
      this.clock = requireNonNull(clock, "clock");
      return this;
    }

    /** Returns a signer with these options. The builder can be used again. */
    public DkimSigner build() {
      return new DkimSigner(this);
    }
  }
}
