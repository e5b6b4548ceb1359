package smtp.message;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import smtp.api.Envelope;
import smtp.message.internal.body.BodyBuilder;
import smtp.message.internal.header.DateText;
import smtp.message.internal.header.FieldText;
import smtp.message.internal.header.HeaderField;
import smtp.message.internal.header.HeaderFields;
import smtp.message.internal.header.MessageId;
import smtp.message.internal.header.Parameters;
import smtp.message.internal.header.StandardField;
import smtp.message.internal.header.UriList;

/**
 * Collects header fields, text and parts, and builds a {@link Message} from them. Not safe for use
 * by several threads.
 *
 * <p>Methods that take addresses, parts or files add to those that were given before; the others
 * replace. A string holds exactly one address; a list in a string is for {@link
 * AddressList#parse(String)} and {@link #addresses(String, AddressList)}.
 *
 * <p>Text in a header field may hold any characters except CR, LF and NUL, and other text any
 * characters. Every method refuses these, and half of a surrogate pair, at once, with an {@link
 * IllegalArgumentException} that names the field.
 */
public final class MessageBuilder {

  private final HeaderFields fields;
  private final BodyBuilder body;
  private @Nullable Envelope envelope;

  MessageBuilder(HeaderFields fields, BodyBuilder body, @Nullable Envelope envelope) {
    this.fields = fields;
    this.body = body;
    this.envelope = envelope;
  }

  /**
   * Adds authors (From). A single author is the sender of the envelope, unless there is a {@link
   * #sender}; several need one.
   *
   * @param authors addresses as {@link Address#of(String)} parses them
   * @throws IllegalArgumentException if one is not an address
   */
  public MessageBuilder from(String... authors) {
    return add("From", "authors", authors);
  }

  /** Adds authors (From), as {@link #from(String...)} does. */
  public MessageBuilder from(Address... authors) {
    return add("From", "authors", authors);
  }

  /**
   * Sets who sends the message on behalf of its authors (Sender). It is then the sender of the
   * envelope.
   *
   * @param sender an address as {@link Address#of(String)} parses it
   * @throws IllegalArgumentException if it is not an address
   */
  public MessageBuilder sender(String sender) {
    return sender(Address.of(requireNonNull(sender, "sender")));
  }

  /** Sets who sends the message on behalf of its authors, as {@link #sender(String)} does. */
  public MessageBuilder sender(Address sender) {
    fields.set(new AddressField("Sender", List.of(requireNonNull(sender, "sender"))));
    return this;
  }

  /**
   * Adds addresses for replies (Reply-To).
   *
   * @param addresses addresses as {@link Address#of(String)} parses them
   * @throws IllegalArgumentException if one is not an address
   */
  public MessageBuilder replyTo(String... addresses) {
    return add("Reply-To", "addresses", addresses);
  }

  /** Adds addresses or groups for replies (Reply-To). */
  public MessageBuilder replyTo(AddressEntry... addresses) {
    return add("Reply-To", "addresses", addresses);
  }

  /**
   * Adds recipients (To).
   *
   * @param recipients addresses as {@link Address#of(String)} parses them
   * @throws IllegalArgumentException if one is not an address
   */
  public MessageBuilder to(String... recipients) {
    return add("To", "recipients", recipients);
  }

  /** Adds recipients (To): addresses or groups. */
  public MessageBuilder to(AddressEntry... recipients) {
    return add("To", "recipients", recipients);
  }

  /**
   * Adds recipients of a copy (Cc).
   *
   * @param recipients addresses as {@link Address#of(String)} parses them
   * @throws IllegalArgumentException if one is not an address
   */
  public MessageBuilder cc(String... recipients) {
    return add("Cc", "recipients", recipients);
  }

  /** Adds recipients of a copy (Cc): addresses or groups. */
  public MessageBuilder cc(AddressEntry... recipients) {
    return add("Cc", "recipients", recipients);
  }

  /**
   * Adds recipients of a blind copy (Bcc). They are in the envelope, and never in the message as it
   * is written.
   *
   * @param recipients addresses as {@link Address#of(String)} parses them
   * @throws IllegalArgumentException if one is not an address
   */
  public MessageBuilder bcc(String... recipients) {
    return add("Bcc", "recipients", recipients);
  }

  /** Adds recipients of a blind copy, as {@link #bcc(String...)} does: addresses or groups. */
  public MessageBuilder bcc(AddressEntry... recipients) {
    return add("Bcc", "recipients", recipients);
  }

  private MessageBuilder add(String name, String parameter, String... addresses) {
    return add(name, Arguments.elements(addresses, parameter).stream().map(Address::of).toList());
  }

  private MessageBuilder add(String name, String parameter, AddressEntry... entries) {
    return add(name, Arguments.elements(entries, parameter));
  }

  private MessageBuilder add(String name, List<? extends AddressEntry> entries) {
    AddressField.add(name, entries, fields);
    return this;
  }

  /**
   * Adds a list of addresses and groups to a field. A Resent- field is that of the latest block.
   *
   * @param name a field that holds a list of addresses, such as To, Resent-To or
   *     Disposition-Notification-To
   * @throws IllegalArgumentException if it is not the name of one of these fields
   */
  public MessageBuilder addresses(String name, AddressList list) {
    if (StandardField.of(requireNonNull(name, "name")) != StandardField.ADDRESSES) {
      throw FieldText.invalid("header name", "not a field that holds a list of addresses", name);
    }
    return add(name, requireNonNull(list, "list").entries());
  }

  /** Sets the subject: any text, of any length. */
  public MessageBuilder subject(String subject) {
    requireNonNull(subject, "subject");
    fields.set(new HeaderField.Text("Subject", FieldText.checked("Subject", subject)));
    return this;
  }

  /**
   * Sets the date; the default is the time at which the message is built.
   *
   * @param date a date in the years 1900 to 9999, with an offset in whole minutes
   * @throws IllegalArgumentException if it is not such a date
   */
  public MessageBuilder date(OffsetDateTime date) {
    fields.set(HeaderField.Tokens.of("Date", DateText.of(requireNonNull(date, "date"))));
    return this;
  }

  /**
   * Sets the identifier (Message-ID); the default is randomly generated, with the sender's domain.
   *
   * @param id 1 to 899 printable ASCII characters, with or without angle brackets around them
   * @throws IllegalArgumentException if it is anything else
   */
  public MessageBuilder messageId(String id) {
    return identifiers("Message-ID", requireNonNull(id, "id"));
  }

  /**
   * Sets the identifiers of the messages that this one replies to (In-Reply-To).
   *
   * @throws IllegalArgumentException as {@link #messageId(String)} does
   */
  public MessageBuilder inReplyTo(String... ids) {
    return identifiers("In-Reply-To", ids);
  }

  /**
   * Sets those of the conversation so far (References), oldest first, as {@link #inReplyTo} does.
   */
  public MessageBuilder references(String... ids) {
    return identifiers("References", ids);
  }

  private MessageBuilder identifiers(String name, String... ids) {
    List<String> given = Arguments.elements(ids, "ids");
    List<String> checked = given.stream().map(id -> MessageId.checked(name, id)).toList();
    fields.set(new HeaderField.Tokens(name, checked));
    return this;
  }

  /** Sets how important the message is (Importance and X-Priority). */
  public MessageBuilder priority(Priority priority) {
    requireNonNull(priority, "priority").set(fields);
    return this;
  }

  /**
   * Sets how a reader can leave the mailing list (List-Unsubscribe, RFC 2369). A domain that is not
   * ASCII is written as its A-label.
   *
   * @param uris one or more mailto or https URIs, the preferred one first
   * @throws IllegalArgumentException if there is none, or one is not absolute or too long
   */
  public MessageBuilder listUnsubscribe(URI... uris) {
    fields.set(UriList.of("List-Unsubscribe", Arguments.elements(uris, "uris")));
    fields.remove("List-Unsubscribe-Post");
    return this;
  }

  /**
   * Sets how a reader can leave the mailing list with one click (RFC 8058): the mail client sends a
   * POST to the https URI. Mail clients offer it only if a DKIM signature covers these fields; that
   * of {@link DkimSigner} does.
   *
   * @param uris exactly one https URI, and any number of URIs of other schemes
   * @throws IllegalArgumentException as {@link #listUnsubscribe} does, or if not exactly one URI is
   *     https
   */
  public MessageBuilder listUnsubscribeOneClick(URI... uris) {
    HeaderField post = UriList.oneClick(Arguments.elements(uris, "uris"));
    listUnsubscribe(uris);
    fields.set(post);
    return this;
  }

  /**
   * Declares that a program wrote the message, so that no other program replies to it
   * (Auto-Submitted, RFC 3834).
   *
   * @param keyword {@code auto-generated} or {@code auto-replied}, or another token of at most 60
   *     characters
   * @throws IllegalArgumentException if it is not such a token
   */
  public MessageBuilder autoSubmitted(String keyword) {
    if (!Parameters.isToken(requireNonNull(keyword, "keyword")) || keyword.length() > 60) {
      throw FieldText.invalid("Auto-Submitted", "not a keyword such as auto-generated", keyword);
    }
    fields.set(HeaderField.Tokens.of("Auto-Submitted", keyword));
    return this;
  }

  /**
   * Sets or adds any header field. A field that has its own method, such as {@link #subject}, is
   * parsed and set as that method does. Other registered fields (RFC 3864) are parsed as what they
   * hold: addresses, as in Disposition-Notification-To; a date; identifiers; phrases, as in
   * Keywords; URIs, as in List-Help; or ASCII that is never encoded, as in Received. Any other
   * field is unstructured text and may be added several times. A Resent- field that is set again
   * begins another block (RFC 5322, section 3.6.6).
   *
   * @param name 1 to 76 printable ASCII characters without a colon
   * @param value any characters except CR, LF and NUL
   * @throws IllegalArgumentException if the name or the value is not as above, the value is not
   *     what the field holds, or the field describes the body (Content-Type and the like) or is
   *     added by servers (Return-Path)
   */
  public MessageBuilder header(String name, String value) {
    FieldParser.put(requireNonNull(name, "name"), requireNonNull(value, "value"), fields);
    return this;
  }

  /** Removes the header fields of a name, in whatever case, such as those of a template. */
  public MessageBuilder removeHeader(String name) {
    fields.remove(requireNonNull(name, "name"));
    return this;
  }

  /**
   * Sets the text. It may hold any characters; its lines may end with CRLF, LF or CR and have any
   * length. If there is {@link #html} too, mail clients that do not display HTML show the text.
   */
  public MessageBuilder text(String text) {
    body.text(requireNonNull(text, "text"));
    return this;
  }

  /** Sets the text as HTML. It may hold any characters, and show {@linkplain #inline parts}. */
  public MessageBuilder html(String html) {
    body.html(requireNonNull(html, "html"));
    return this;
  }

  /**
   * Sets the whole body, in place of text and parts: a single document; or a finished entity, such
   * as one of S/MIME, as a {@linkplain Part#raw raw part}, whose header fields become fields of the
   * message and must not include MIME-Version.
   */
  public MessageBuilder body(Part part) {
    body.whole(requireNonNull(part, "part").entity());
    return this;
  }

  /**
   * Adds another form of the text, such as an invitation. Mail clients show the last form that they
   * support.
   */
  public MessageBuilder alternative(Part part) {
    body.alternative(requireNonNull(part, "part").entity());
    return this;
  }

  /**
   * Adds a part that the HTML shows, such as a picture.
   *
   * @param contentId the identifier that follows {@code cid:} in the HTML
   * @throws IllegalArgumentException if the identifier is empty, too long, or not printable ASCII
   * @throws IllegalStateException if the part is {@linkplain Part#raw raw}
   */
  public MessageBuilder inline(String contentId, Part part) {
    requireNonNull(contentId, "contentId");
    body.inline(requireNonNull(part, "part").inlined(contentId));
    return this;
  }

  /**
   * Adds a file that the HTML shows, as {@link #inline(String, Part)} does.
   *
   * @throws IOException as {@link Part#of(Path)} does
   */
  public MessageBuilder inline(String contentId, Path file) throws IOException {
    return inline(contentId, Part.of(file));
  }

  /** Attaches parts. */
  public MessageBuilder attach(Part... parts) {
    Arguments.elements(parts, "parts").forEach(part -> body.attach(part.attached()));
    return this;
  }

  /** Attaches files, each as {@link Part#of(Path)} does. */
  public MessageBuilder attach(Path... files) throws IOException {
    for (Path file : Arguments.elements(files, "files")) {
      attach(Part.of(file));
    }
    return this;
  }

  /**
   * Sets the boundary between the parts, so that equal messages are equal bytes; the default is
   * randomly generated. A suffix is added for each level of parts.
   *
   * @param boundary 1 to 68 letters, digits and other characters that RFC 2046, section 5.1.1,
   *     allows at the end of a boundary
   * @throws IllegalArgumentException if it is anything else
   */
  public MessageBuilder boundary(String boundary) {
    body.boundary(requireNonNull(boundary, "boundary"));
    return this;
  }

  /** Sets the envelope; the default follows from the header fields ({@link Message#envelope()}). */
  public MessageBuilder envelope(Envelope envelope) {
    this.envelope = requireNonNull(envelope, "envelope");
    return this;
  }

  /**
   * Returns the message. The builder can be used again.
   *
   * @throws IllegalStateException if there is no author: call {@link #from}; or if there are
   *     several and no {@link #sender} (RFC 5322, section 3.6.2); or beside {@link #body} there is
   *     another part
   * @throws IllegalArgumentException if the {@link #boundary} that was set occurs in a text, or a
   *     part is {@linkplain Part#asBinary() binary} and could contain it
   */
  public Message build() {
    fields.requireSender();
    return Message.of(fields.copy(), new BodyBuilder(body), envelope);
  }
}
