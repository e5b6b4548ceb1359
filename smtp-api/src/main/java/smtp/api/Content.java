package smtp.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The content of a mail object: header fields, an empty line, and the body (RFC 5321, section
 * 2.3.1).
 *
 * <p>Content is written as it is at hand; the session normalizes it. Whatever its line ends, each
 * line goes out with CRLF, and lines that begin with a dot arrive as they were. Only {@link
 * Encoding#BINARY} content goes out octet by octet.
 *
 * <p>One message may have several forms: the one that is written here, and others for servers that
 * take less. A session asks for {@link #eightBit()} if the content is binary and the server does
 * not offer BINARYMIME, and for {@link #sevenBit()} if it does not offer 8BITMIME either; if there
 * is no such form, nothing is sent.
 *
 * <p>Implementations other than the ones made here have to give the same octets each time that they
 * are written, if they are {@linkplain #repeatable() repeatable}.
 */
public interface Content {

  /** What the octets of a content may be (RFC 6152, section 2, and RFC 3030, section 3). */
  enum Encoding {
    /** Lines of ASCII. */
    SEVEN_BIT,
    /** Lines of any octets. */
    EIGHT_BIT,
    /**
     * Any octets. Their line ends are part of them, and those between header fields and parts have
     * to be CRLF.
     */
    BINARY
  }

  /** Something that writes itself, such as Jakarta Mail's {@code mimeMessage::writeTo}. */
  @FunctionalInterface
  interface Source {
    /**
     * Writes the content.
     *
     * @throws Exception if it cannot be had; the message is then not sent
     */
    void writeTo(OutputStream out) throws Exception;
  }

  /**
   * Writes the content. {@code out} is valid during the call only, need not be closed or flushed,
   * and is fastest with large arrays.
   *
   * @throws Exception if the content cannot be had, or {@code out} failed. In the middle of a send
   *     this closes the connection, and the server discards what it got
   */
  void writeTo(OutputStream out) throws Exception;

  /** Returns what the octets may be; what is declared to the server depends on it. */
  Encoding encoding();

  /** Tells whether header fields hold UTF-8, which only an SMTPUTF8 server takes (RFC 6531). */
  default boolean requiresUtf8() {
    return false;
  }

  /** Tells whether the content can be written more than once. */
  default boolean repeatable() {
    return true;
  }

  /**
   * Returns the exact number of octets with every line ended by CRLF, and before dots are doubled,
   * which is what the SIZE extension counts (RFC 1870, section 3); or empty if that is not known.
   * Of binary content it is the number of octets as they are.
   */
  default OptionalLong size() {
    return OptionalLong.empty();
  }

  /**
   * Tells whether what is written are lines that all end with CRLF, with no other CR or LF in them.
   * To a server that offers CHUNKING it then goes as it is, without a look at every octet, so a
   * content that says so and is not makes lines that the server may refuse.
   */
  default boolean hasCanonicalLines() {
    return false;
  }

  /**
   * Returns the same message in lines, of 8 bits or 7, if there is such a form, for a server
   * without BINARYMIME. Content that is not {@linkplain Encoding#BINARY binary} is that form.
   */
  default Optional<Content> eightBit() {
    return encoding() == Encoding.BINARY ? sevenBit() : Optional.of(this);
  }

  /**
   * Returns the same message in a 7-bit encoding, if there is one, for a server without 8BITMIME.
   */
  default Optional<Content> sevenBit() {
    return Optional.empty();
  }

  /** Returns content that a source writes, again and again if need be. */
  static Content of(Encoding encoding, Source source) {
    return new SourceContent(encoding, source, true);
  }

  /** Returns the content of an array, which is not copied and must not be changed afterwards. */
  static Content of(byte[] octets) {
    return new BytesContent(octets);
  }

  /** Returns content of text, encoded in UTF-8. */
  static Content of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Returns the content of a file, which must not change until it was sent. The file is read once
   * here, to learn its size and encoding, and again when it is sent.
   *
   * @throws IOException if the file cannot be read
   */
  static Content of(Path file) throws IOException {
    return new FileContent(file);
  }

  /**
   * Returns content that can be written once, from a stream of unknown length that may hold any
   * octets. The stream is not closed.
   */
  static Content once(InputStream stream) {
    return new SourceContent(Encoding.EIGHT_BIT, stream::transferTo, false);
  }
}
