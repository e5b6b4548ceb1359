package smtp.message;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import smtp.api.Envelope;

/**
 * Builds a {@link Message}. Not safe for use by several threads.
 *
 * <p>Methods that take addresses add to those that were given before; the others replace. An
 * address is one address: lists are for {@link AddressList#parse(String)} and {@link
 * #addresses(String, AddressList)}. Whatever is put into a header field may hold any characters but
 * CR, LF and NUL: these are refused with an {@link IllegalArgumentException} that names the field.
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
   * Adds authors. The first one is the sender in the envelope, unless there is a {@link #sender}.
   *
   * @throws IllegalArgumentException if one is not an address
   */
  public MessageBuilder from(String... authors) {
    return add("From", authors);
  }

  /** Adds authors. */
  public MessageBuilder from(Address... authors) {
    return add("From", authors);
  }

  /**
   * Sets who sends the message on behalf of its authors; the sender in the envelope.
   *
   * @throws IllegalArgumentException if it is not an address
   */
  public MessageBuilder sender(String sender) {
    return sender(Address.of(sender));
  }

  /** Sets who sends the message on behalf of its authors; the sender in the envelope. */
  public MessageBuilder sender(Address sender) {
    fields.set(new HeaderField.Addresses("Sender", List.of(sender)));
    return this;
  }

  /**
   * Adds addresses that answers are to go to.
   *
   * @throws IllegalArgumentException if one is not an address
   */
  public MessageBuilder replyTo(String... addresses) {
    return add("Reply-To", addresses);
  }

  /** Adds addresses that answers are to go to. */
  public MessageBuilder replyTo(AddressEntry... addresses) {
    return add("Reply-To", addresses);
  }

  /**
   * Adds recipients.
   *
   * @throws IllegalArgumentException if one is not an address
   */
  public MessageBuilder to(String... recipients) {
    return add("To", recipients);
  }

  /** Adds recipients. */
  public MessageBuilder to(AddressEntry... recipients) {
    return add("To", recipients);
  }

  /**
   * Adds recipients of a copy.
   *
   * @throws IllegalArgumentException if one is not an address
   */
  public MessageBuilder cc(String... recipients) {
    return add("Cc", recipients);
  }

  /** Adds recipients of a copy. */
  public MessageBuilder cc(AddressEntry... recipients) {
    return add("Cc", recipients);
  }

  /**
   * Adds recipients of a copy of whom the message says nothing.
   *
   * @throws IllegalArgumentException if one is not an address
   */
  public MessageBuilder bcc(String... recipients) {
    return add("Bcc", recipients);
  }

  /** Adds recipients of a copy of whom the message says nothing. */
  public MessageBuilder bcc(AddressEntry... recipients) {
    return add("Bcc", recipients);
  }

  private MessageBuilder add(String name, String... addresses) {
    return add(name, Stream.of(addresses).map(Address::of).toArray(Address[]::new));
  }

  private MessageBuilder add(String name, AddressEntry... entries) {
    fields.addAddresses(name, Arrays.asList(entries));
    return this;
  }

  /**
   * Adds addresses and groups to a field.
   *
   * @param name From, Reply-To, To, Cc or Bcc, or one of these behind {@code Resent-}
   * @throws IllegalArgumentException if the field is another one
   */
  public MessageBuilder addresses(String name, AddressList list) {
    if (StandardField.of(name) != StandardField.ADDRESSES) {
      throw FieldText.invalid("header name", "not a field that holds addresses", name);
    }
    fields.addAddresses(name, list.entries());
    return this;
  }

  /** Sets the subject: any text, of any length. */
  public MessageBuilder subject(String subject) {
    fields.set(new HeaderField.Text("Subject", FieldText.checked("Subject", subject)));
    return this;
  }

  /**
   * Sets the date; without this it is the time at which the message is built.
   *
   * @throws IllegalArgumentException if it is before 1900 or after 9999, or its offset has seconds
   */
  public MessageBuilder date(OffsetDateTime date) {
    fields.set(HeaderField.Tokens.of("Date", DateText.of(date)));
    return this;
  }

  /**
   * Sets the identifier; without this it is made from chance and the sender's domain.
   *
   * @param id with or without angle brackets
   * @throws IllegalArgumentException if it is empty, too long, or not printable ASCII
   */
  public MessageBuilder messageId(String id) {
    return identifiers("Message-ID", id);
  }

  /**
   * Sets the identifiers of the messages that this one answers.
   *
   * @throws IllegalArgumentException as {@link #messageId(String)} does
   */
  public MessageBuilder inReplyTo(String... ids) {
    return identifiers("In-Reply-To", ids);
  }

  /**
   * Sets the identifiers of the conversation that this message goes on with, oldest first.
   *
   * @throws IllegalArgumentException as {@link #messageId(String)} does
   */
  public MessageBuilder references(String... ids) {
    return identifiers("References", ids);
  }

  private MessageBuilder identifiers(String name, String... ids) {
    List<String> checked = Stream.of(ids).map(id -> MessageId.checked(name, id)).toList();
    fields.set(new HeaderField.Tokens(name, checked));
    return this;
  }

  /** Sets how important the message is. */
  public MessageBuilder priority(Priority priority) {
    priority.set(fields);
    return this;
  }

  /**
   * Sets how a reader leaves the list that the message came by (RFC 2369).
   *
   * @param ways mailto and https URIs, the preferred one first
   * @throws IllegalArgumentException if there is none, or one is not absolute
   */
  public MessageBuilder listUnsubscribe(URI... ways) {
    fields.set(ListUnsubscribe.field(ways));
    fields.remove("List-Unsubscribe-Post");
    return this;
  }

  /**
   * Sets how a reader leaves the list with one click (RFC 8058): a POST to the https URI does it.
   * Readers follow it only in messages whose DKIM signature covers it, as {@link DkimSigner}'s do.
   *
   * @param ways one https URI, and others of other schemes
   * @throws IllegalArgumentException as {@link #listUnsubscribe} does, or if there is not one https
   *     URI
   */
  public MessageBuilder listUnsubscribeOneClick(URI... ways) {
    HeaderField post = ListUnsubscribe.oneClick(ways);
    listUnsubscribe(ways);
    fields.set(post);
    return this;
  }

  /**
   * Says that no person wrote the message, so that nobody's machine answers it (RFC 3834).
   *
   * @param keyword {@code auto-generated} or {@code auto-replied}
   * @throws IllegalArgumentException if it is not a keyword
   */
  public MessageBuilder autoSubmitted(String keyword) {
    if (!Parameters.isToken(keyword) || keyword.length() > 60) {
      throw FieldText.invalid("Auto-Submitted", "not a keyword such as auto-generated", keyword);
    }
    fields.set(HeaderField.Tokens.of("Auto-Submitted", keyword));
    return this;
  }

  /**
   * Adds a header field. One that has a method of its own is parsed and taken as that method does;
   * any other is unstructured text and may be added several times.
   *
   * @throws IllegalArgumentException if the name holds anything but printable ASCII, the value
   *     holds CR, LF or NUL or is not what the named field holds, or the field is one that
   *     describes the body (Content-Type and the like) or is added by servers (Return-Path)
   */
  public MessageBuilder header(String name, String value) {
    FieldText.checked(FieldText.checkedName(name), value);
    switch (StandardField.of(name)) {
      case ADDRESSES -> addresses(name, AddressList.parse(value));
      case ADDRESS -> fields.set(new HeaderField.Addresses(name, List.of(Address.of(value))));
      case DATE ->
          fields.set(HeaderField.Tokens.of(name, DateText.of(DateText.parse(name, value))));
      case IDENTIFIER -> identifiers(name, value.trim());
      case IDENTIFIERS -> identifiers(name, value.trim().split("[ \t]+"));
      case SINGLE -> fields.set(new HeaderField.Text(name, value));
      case FORBIDDEN ->
          throw FieldText.invalid("header name", "a field that is not the builder's to take", name);
      case OTHER -> fields.add(new HeaderField.Text(name, value));
    }
    return this;
  }

  /** Removes the header fields of a name, in whatever case, so that others can take their place. */
  public MessageBuilder without(String name) {
    fields.remove(name);
    return this;
  }

  /**
   * Sets the text, in any characters; lines may end in CRLF, LF or CR and have any length. With
   * {@link #html} it is for readers who do not see HTML.
   */
  public MessageBuilder text(String text) {
    body.text(text);
    return this;
  }

  /** Sets the text as HTML, in any characters. It may show {@linkplain #inline inline} parts. */
  public MessageBuilder html(String html) {
    body.html(html);
    return this;
  }

  /**
   * Adds another form of the text, such as an invitation; readers show the last form that they
   * know.
   */
  public MessageBuilder alternative(Part part) {
    body.alternative(part);
    return this;
  }

  /**
   * Adds what the HTML shows, such as a picture.
   *
   * @param contentId the identifier that stands behind {@code cid:} in the HTML
   * @throws IllegalArgumentException if the identifier is empty or not printable ASCII
   * @throws IllegalStateException if the part is {@linkplain Part#raw raw}
   */
  public MessageBuilder inline(String contentId, Part part) {
    body.inline(contentId, part);
    return this;
  }

  /**
   * Adds a file that the HTML shows.
   *
   * @throws IllegalArgumentException as {@link #inline(String, Part)} does
   * @throws IOException as {@link Part#of(Path)} does
   */
  public MessageBuilder inline(String contentId, Path file) throws IOException {
    return inline(contentId, Part.of(file));
  }

  /** Attaches parts. */
  public MessageBuilder attach(Part... parts) {
    Stream.of(parts).forEach(body::attach);
    return this;
  }

  /**
   * Attaches files.
   *
   * @throws IOException as {@link Part#of(Path)} does
   */
  public MessageBuilder attach(Path... files) throws IOException {
    for (Path file : files) {
      body.attach(Part.of(file));
    }
    return this;
  }

  /**
   * Sets what separates the parts, so that equal messages are equal octets; without this it is made
   * from chance. The number of a level is put behind it.
   *
   * @throws IllegalArgumentException if RFC 2046 does not allow it, or it has more than 68
   *     characters
   */
  public MessageBuilder boundary(String boundary) {
    body.boundary(boundary);
    return this;
  }

  /** Sets the envelope, which then no longer follows from the header fields. */
  public MessageBuilder envelope(Envelope explicit) {
    this.envelope = explicit;
    return this;
  }

  /**
   * Returns the message. The builder can be used further.
   *
   * @throws IllegalStateException if nothing was given to {@link #from}
   * @throws IllegalArgumentException if the {@link #boundary} occurs in a text, or a part is
   *     {@linkplain Part#asBinary() binary} and could hold it
   */
  public Message build() {
    if (!fields.has("From")) {
      throw new IllegalStateException("A message needs an author: call from()");
    }
    return Message.of(fields.copy(), new BodyBuilder(body), envelope);
  }
}
