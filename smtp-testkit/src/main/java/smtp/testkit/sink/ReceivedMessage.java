package smtp.testkit.sink;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A message that a {@link SinkServer} took, with its envelope. Immutable.
 *
 * <p>{@link #header} and {@link #parts} show it as a reader of mail sees it: decoded. They are made
 * for assertions, not for messages that somebody made to deceive.
 */
public final class ReceivedMessage {

  private final String sender;
  private final Map<String, String> parameters;
  private final List<Recipient> recipients;
  private final Session session;
  private final byte[] bytes;
  private final MimeEntity entity;

  ReceivedMessage(Path sender, List<Path> recipients, Session session, byte[] bytes) {
    this.sender = sender.address();
    this.parameters = sender.parameters();
    this.recipients =
        recipients.stream().map(path -> new Recipient(path.address(), path.parameters())).toList();
    this.session = session;
    this.bytes = bytes;
    this.entity = MimeEntity.of(bytes);
  }

  /**
   * A recipient of the envelope.
   *
   * @param address the address, without angle brackets
   * @param parameters the parameters of RCPT by keyword, in upper case, such as {@code NOTIFY}
   */
  public record Recipient(String address, Map<String, String> parameters) {}

  /**
   * The session that a message came by.
   *
   * @param clientName the name that the client gave with EHLO, HELO or LHLO
   * @param secure whether it was over TLS
   * @param user who had logged in, if anybody had
   */
  public record Session(String clientName, boolean secure, Optional<String> user) {}

  /** Returns the reverse-path without angle brackets; {@code ""} for the null reverse-path. */
  public String sender() {
    return sender;
  }

  /** Returns the parameters of MAIL by keyword, in upper case, such as {@code SIZE}. */
  public Map<String, String> parameters() {
    return parameters;
  }

  /** Returns the addresses of the envelope's recipients, in order: those that were accepted. */
  public List<String> recipients() {
    return recipients.stream().map(Recipient::address).toList();
  }

  /** Returns the recipients with their parameters, in order. */
  public List<Recipient> recipientDetails() {
    return recipients;
  }

  /** Returns the session that the message came by. */
  public Session session() {
    return session;
  }

  /** Returns the content as it came, without doubled dots: a copy. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Returns the content as text, each byte as one character of ISO-8859-1. */
  public String source() {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /**
   * Returns the first header field of a name: unfolded, with encoded words decoded (RFC 2047).
   *
   * @param name the name; case does not matter
   */
  public Optional<String> header(String name) {
    return headers(name).stream().findFirst();
  }

  /** Returns all header fields of a name, decoded, in order. */
  public List<String> headers(String name) {
    return entity.headers(name);
  }

  /** Returns the parts that have no parts themselves, in order. */
  public List<ReceivedPart> parts() {
    return entity.leaves();
  }

  /** Returns the text of the first part of a media type, such as {@code text/html}. */
  public Optional<String> text(String mediaType) {
    return parts().stream()
        .filter(part -> part.mediaType().equalsIgnoreCase(mediaType))
        .map(ReceivedPart::text)
        .findFirst();
  }

  /** Returns the text of the first {@code text/plain} part; {@code ""} if there is none. */
  public String text() {
    return text("text/plain").orElse("");
  }

  /** Returns who sends what to whom, for the message of an assertion. */
  @Override
  public String toString() {
    return recipients.stream()
        .map(recipient -> "<" + recipient.address() + ">")
        .collect(
            Collectors.joining(
                ", ",
                "message from <" + sender + "> to ",
                ", subject: " + header("Subject").orElse("none")));
  }
}
