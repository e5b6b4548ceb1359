package smtp.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import smtp.api.Content;
import smtp.api.Mail;

/**
 * A part of a message: an attachment, a picture inside HTML, or an alternative form of the text.
 *
 * <p>Immutable, and shared by the messages that are built with it. Files and streams are read each
 * time that such a message is written, in constant memory.
 */
public final class Part {

  /** Opens a stream of the same octets each time, such as {@code () -> store.read("a.pdf")}. */
  @FunctionalInterface
  public interface Source {
    /**
     * Opens the stream, which is closed when it was read.
     *
     * @throws IOException if it cannot be opened; the message is then not sent
     */
    InputStream open() throws IOException;
  }

  private final Entity entity;

  Part(Entity entity) {
    this.entity = entity;
  }

  private static Part of(MediaType mediaType, Body body) {
    return new Part(new Leaf(ContentHeader.of(mediaType), body));
  }

  /**
   * Makes a part of a file, with its name and the media type that the name tells.
   *
   * @throws IOException if the file is not there or its size cannot be read; a file whose size
   *     changes before it is sent is an IOException then
   * @throws IllegalArgumentException if the name of the file holds CR or LF
   */
  public static Part of(Path file) throws IOException {
    Path name = file.getFileName();
    OptionalLong size = OptionalLong.of(Files.size(file));
    return stream(name == null ? "" : name.toString(), () -> Files.newInputStream(file), size);
  }

  /**
   * Makes a part of an array, which is copied.
   *
   * @param fileName the name, from which the media type follows
   * @throws IllegalArgumentException if the name is empty or holds CR, LF or NUL
   */
  public static Part of(String fileName, byte[] octets) {
    byte[] copy = octets.clone();
    return stream(fileName, () -> new ByteArrayInputStream(copy), OptionalLong.of(copy.length));
  }

  /**
   * Makes a part of a stream of unknown length.
   *
   * @param fileName the name, from which the media type follows
   * @throws IllegalArgumentException if the name is empty or holds CR, LF or NUL
   */
  public static Part of(String fileName, Source source) {
    return stream(fileName, source, OptionalLong.empty());
  }

  private static Part stream(String fileName, Source source, OptionalLong size) {
    return of(MediaTypes.of(fileName), new StreamBody(source, size, false)).withFileName(fileName);
  }

  /**
   * Makes a part of text, such as an invitation of type {@code text/calendar; method=REQUEST}. It
   * is written in UTF-8 and with CRLF line ends.
   *
   * @throws IllegalArgumentException if the media type is not one of text
   */
  public static Part text(String mediaType, String text) {
    MediaType type = MediaType.parse(mediaType);
    if (!type.is("text/")) {
      throw FieldText.invalid("media type", "not one of text", mediaType);
    }
    return of(type.with("charset", "utf-8"), TextBody.of(text));
  }

  /** Makes a part of a whole message, such as one that is forwarded as an attachment. */
  public static Part message(Mail message) {
    NestedBody body = new NestedBody(message.content());
    return of(new MediaType(body.mediaType(), Map.of()), body);
  }

  /**
   * Makes a part of octets that are a MIME entity already: header fields, an empty line and a body.
   * They are written as they are, and must not hold the boundary of the message.
   */
  public static Part raw(Content entity) {
    return new Part(new RawEntity(entity));
  }

  /**
   * Returns this part with another media type, such as {@code application/pdf}.
   *
   * @throws IllegalArgumentException if it is not a media type, or one of a composite type
   * @throws IllegalStateException if this part is raw or a message
   */
  public Part withMediaType(String mediaType) {
    MediaType type = MediaType.parse(mediaType);
    if (type.is("multipart/") || type.is("message/")) {
      throw FieldText.invalid("media type", "use message() or raw() for it", mediaType);
    }
    Leaf leaf = leaf();
    if (leaf.body() instanceof NestedBody) {
      throw new IllegalStateException("A message has the media type of messages");
    }
    return new Part(new Leaf(leaf.header().withMediaType(type), leaf.body()));
  }

  /**
   * Returns this part with another file name: any characters but CR, LF and NUL.
   *
   * @throws IllegalArgumentException if the name holds one of these, or is empty
   * @throws IllegalStateException if this part is raw
   */
  public Part withFileName(String fileName) {
    if (fileName.isEmpty()) {
      throw new IllegalArgumentException("file name: cannot be empty");
    }
    String name = FieldText.checked("file name", fileName);
    return new Part(new Leaf(leaf().header().withFileName(name), leaf().body()));
  }

  /**
   * Returns this part as one that goes as it is to a server that offers BINARYMIME (RFC 3030), a
   * quarter shorter than in the base64 that every other server gets.
   *
   * <p>Worth it where the next server keeps the mail, as one that is spoken to by LMTP does. A
   * server that passes mail on, or a program that reads it, may not understand such a part. The
   * boundary of the message cannot be chosen, since the part could hold it.
   *
   * @throws IllegalStateException if this part is text, a message or raw
   */
  public Part asBinary() {
    if (leaf().body() instanceof StreamBody body) {
      Body binary = new StreamBody(body.source(), body.length(), true);
      return new Part(new Leaf(leaf().header(), binary));
    }
    throw new IllegalStateException("Text and messages are written as they are already");
  }

  private Leaf leaf() {
    if (entity instanceof Leaf leaf) {
      return leaf;
    }
    throw new IllegalStateException("A raw part brings its own header fields");
  }

  Entity entity() {
    return entity;
  }

  Entity attached() {
    return entity instanceof Leaf leaf ? new Leaf(leaf.header().attached(), leaf.body()) : entity;
  }

  Entity inlined(String contentId) {
    String id = MessageId.checked("Content-ID", contentId);
    return new Leaf(leaf().header().inlined(id), leaf().body());
  }
}
