package smtp.message;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import smtp.api.Content;
import smtp.api.Mail;
import smtp.message.internal.body.Body;
import smtp.message.internal.body.Entity;
import smtp.message.internal.body.Leaf;
import smtp.message.internal.body.NestedBody;
import smtp.message.internal.body.RawEntity;
import smtp.message.internal.body.StreamBody;
import smtp.message.internal.body.TextBody;
import smtp.message.internal.encoding.ByteSource;
import smtp.message.internal.encoding.TransferEncoding;
import smtp.message.internal.encoding.Utf8Check;
import smtp.message.internal.header.ContentHeader;
import smtp.message.internal.header.FieldText;
import smtp.message.internal.header.HeaderField;
import smtp.message.internal.header.MediaType;
import smtp.message.internal.header.MessageId;
import smtp.message.internal.header.StructuredField;

/**
 * A part of a message: an attachment, a picture in the HTML, or an alternative form of the text.
 *
 * <p>Immutable, and shared by all messages that are built with it. Files and streams are read each
 * time that such a message is written, in constant memory.
 */
public final class Part {

  /** Opens the content of a part as a stream, such as {@code () -> store.read("a.pdf")}. */
  @FunctionalInterface
  public interface Source {
    /**
     * Opens a stream. It is called each time that the message is written, has to return the same
     * bytes each time, and the stream is closed after it was read. Threads that send the same
     * message call it concurrently.
     *
     * @throws IOException if the stream cannot be opened; the message is then not sent
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
   * Makes a part of a file. Its name is the file name, from whose extension the media type follows.
   * The file is read when the message is written; if its size has changed by then, writing the
   * message throws an {@link IOException}. A text file, such as a.csv, is read now too: if it is
   * UTF-8, that is declared as its charset, otherwise no charset is.
   *
   * @throws IOException if it is not a regular file, such as a folder, or cannot be read
   * @throws IllegalArgumentException if the name of the file holds CR or LF
   */
  public static Part of(Path file) throws IOException {
    Path name = requireNonNull(file, "file").getFileName();
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException(
          file
              + " is not a regular file: attach the files in a folder one by one, and other"
              + " things with Part.of(String, Source)");
    }
    if (Files.exists(file) && !Files.isReadable(file)) {
      throw new AccessDeniedException(file.toString());
    }
    String fileName = name == null ? "" : name.toString();
    ByteSource source = () -> Files.newInputStream(file);
    OptionalLong size = OptionalLong.of(Files.size(file));
    return stream(fileName, typeOf(fileName, source), source, size);
  }

  /**
   * Makes a part of an array, which is copied. If it is text, as its name says, and UTF-8, that is
   * declared as its charset, otherwise no charset is.
   *
   * @param fileName the file name, from whose extension the media type follows
   * @throws IllegalArgumentException if the name is empty or holds CR, LF or NUL
   */
  public static Part of(String fileName, byte[] bytes) {
    requireNonNull(fileName, "fileName");
    byte[] copy = requireNonNull(bytes, "bytes").clone();
    ByteSource source = () -> new ByteArrayInputStream(copy);
    try {
      MediaType type = typeOf(fileName, source);
      return stream(fileName, type, source, OptionalLong.of(copy.length));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Makes a part of a stream of unknown length. No charset is declared, even if it is text: {@link
   * #withMediaType} does that, as with {@code text/csv; charset=utf-8}.
   *
   * @param fileName the file name, from whose extension the media type follows
   * @throws IllegalArgumentException if the name is empty or holds CR, LF or NUL
   */
  public static Part of(String fileName, Source source) {
    MediaType type = MediaTypes.of(requireNonNull(fileName, "fileName"));
    return stream(fileName, type, requireNonNull(source, "source")::open, OptionalLong.empty());
  }

  private static Part stream(
      String fileName, MediaType type, ByteSource source, OptionalLong size) {
    return of(type, new StreamBody(source, size, false)).withFileName(fileName);
  }

  /** The media type follows from the name; only the bytes of text say what its charset can be. */
  private static MediaType typeOf(String fileName, ByteSource source) throws IOException {
    MediaType type = MediaTypes.of(fileName);
    Utf8Check check = new Utf8Check();
    if (type.is("text/")) {
      try (InputStream in = source.open()) {
        in.transferTo(check);
      }
    }
    return type.is("text/") && check.isUtf8() ? type.with("charset", "utf-8") : type;
  }

  /**
   * Makes a part of text, such as an invitation of type {@code text/calendar; method=REQUEST}. It
   * is written in UTF-8, which its type says, and with CRLF line ends.
   *
   * @param mediaType a media type that begins with {@code text/}
   * @param text any characters; lines may end with CRLF, LF or CR
   * @throws IllegalArgumentException if the media type is not one of text
   */
  public static Part text(String mediaType, String text) {
    MediaType type = MediaType.parse(requireNonNull(mediaType, "mediaType"));
    return of(type, TextBody.of(requireNonNull(text, "text")));
  }

  /** Makes a part of a whole message, such as one that is forwarded as an attachment. */
  public static Part message(Mail message) {
    NestedBody body = new NestedBody(requireNonNull(message, "message").content());
    return of(body.mediaType(), body);
  }

  /**
   * Makes a part of a complete MIME entity: header fields, an empty line and a body. They are
   * written as they are, and must not contain the boundary of the message. Unless the content is
   * binary, its lines, the last one too, end with CRLF. If header fields hold UTF-8, the content
   * has to say so ({@link Content#requiresUtf8()}), as that of {@link Message#read(byte[])} does.
   */
  public static Part raw(Content entity) {
    return new Part(new RawEntity(requireNonNull(entity, "entity")));
  }

  /**
   * Returns this part with another media type, such as {@code application/pdf}. A part from {@link
   * #text} stays text in UTF-8: its charset is added.
   *
   * @throws IllegalArgumentException if it is not a media type, a multipart or message type, or
   *     this part is text and the type is not one of text
   * @throws IllegalStateException if this part is raw or a message
   */
  public Part withMediaType(String mediaType) {
    MediaType type = MediaType.parse(requireNonNull(mediaType, "mediaType"));
    return new Part(new Leaf(leaf().header().withMediaType(type), leaf().body()));
  }

  /**
   * Returns this part with another file name.
   *
   * @param fileName any characters except CR, LF and NUL
   * @throws IllegalArgumentException if the name is empty or holds one of these
   * @throws IllegalStateException if this part is raw
   */
  public Part withFileName(String fileName) {
    if (requireNonNull(fileName, "fileName").isEmpty()) {
      throw new IllegalArgumentException("file name: cannot be empty");
    }
    String name = FieldText.checked("file name", fileName);
    return new Part(new Leaf(leaf().header().withFileName(name), leaf().body()));
  }

  /**
   * Returns this part as one that is sent without base64 to a server that offers BINARYMIME (RFC
   * 3030), which makes it a quarter shorter. Every other server still gets base64.
   *
   * <p>This is useful where the next server stores the message, as an LMTP server does. A server
   * that relays it, or a mail client that reads it, may not understand such a part. The boundary of
   * the message cannot be set, since the part could contain it.
   *
   * @throws IllegalStateException if this part is text, a message or raw
   */
  public Part asBinary() {
    if (leaf().body() instanceof StreamBody body) {
      Body binary = new StreamBody(body.source(), body.length(), true);
      return new Part(new Leaf(leaf().header(), binary));
    }
    throw new IllegalStateException(
        "Only a part that is made of bytes can be binary, not text or a message");
  }

  /**
   * Returns this text in quoted-printable in every form, whatever it needs; the default is the
   * least encoding that the form allows.
   *
   * @throws IllegalStateException if this part is not from {@link #text}
   */
  public Part asQuotedPrintable() {
    return encoded(TransferEncoding.QUOTED_PRINTABLE);
  }

  /**
   * Returns this text in base64 in every form, so that no server in transit changes anything in it.
   *
   * @throws IllegalStateException if this part is not from {@link #text}
   */
  public Part asBase64() {
    return encoded(TransferEncoding.BASE64);
  }

  private Part encoded(TransferEncoding encoding) {
    if (leaf().body() instanceof TextBody text) {
      return new Part(new Leaf(leaf().header(), text.in(encoding)));
    }
    throw new IllegalStateException("The transfer encoding can be chosen only for text");
  }

  /**
   * Returns this part with a further header field, such as Content-Description or Content-Language.
   *
   * @param name 1 to 76 printable ASCII characters without a colon
   * @param value what {@link MessageBuilder#header} takes for a field of this name
   * @throws IllegalArgumentException as {@link MessageBuilder#header} does, or if the field holds
   *     addresses
   * @throws IllegalStateException if this part is raw
   */
  public Part withHeader(String name, String value) {
    HeaderField field =
        StructuredField.parse(requireNonNull(name, "name"), requireNonNull(value, "value"));
    return new Part(new Leaf(leaf().header().with(field), leaf().body()));
  }

  /**
   * Returns this part with its file name written a second time, in a form that is older than RFC
   * 2231: as the parameter {@code name} of Content-Type, in encoded words if it is not ASCII. Some
   * mail clients, such as old versions of Outlook, find the name only there.
   *
   * @throws IllegalStateException if this part is raw
   */
  public Part withLegacyFileName() {
    return new Part(new Leaf(leaf().header().withLegacyName(), leaf().body()));
  }

  private Leaf leaf() {
    if (entity instanceof Leaf leaf) {
      return leaf;
    }
    throw new IllegalStateException(
        "A raw part has its own header fields, which cannot be changed");
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

  /** Returns the media type and the file name. */
  @Override
  public String toString() {
    if (entity instanceof Leaf leaf) {
      String name = leaf.header().fileName();
      String type = leaf.header().mediaType().type();
      return "Part[" + type + (name == null ? "" : ", " + FieldText.quote(name)) + "]";
    }
    return "Part[raw]";
  }
}
