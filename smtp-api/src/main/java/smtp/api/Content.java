package smtp.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The bytes of a message that follow DATA: header fields, an empty line, and the body (RFC 5321,
 * section 2.3.1).
 *
 * <p>Content may have any line ends, and lines may begin with a dot: the session sends each line
 * with CRLF, and doubles the dots with DATA. It sends only {@link Encoding#BINARY} content byte by
 * byte as it is.
 *
 * <p>A message may have other forms, for servers that offer less. If the content is binary and the
 * server does not offer BINARYMIME, the session asks for {@link #eightBit()}. If the server does
 * not offer 8BITMIME either, it asks for {@link #sevenBit()}. If there is no such form, nothing is
 * sent.
 *
 * <p>An implementation that is {@linkplain #repeatable() repeatable} writes the same bytes each
 * time. One thread uses a content at a time, unless the same content is given to several sessions.
 */
public interface Content {

  /** Which bytes a content may hold (RFC 6152, section 2, and RFC 3030, section 3). */
  enum Encoding {
    /** Lines of ASCII. */
    SEVEN_BIT,
    /** Lines of any bytes. */
    EIGHT_BIT,
    /**
     * Any bytes, sent as they are. Header fields and the boundaries of parts have to end with CRLF.
     */
    BINARY
  }

  /** Code that writes a content, such as Jakarta Mail's {@code mimeMessage::writeTo}. */
  @FunctionalInterface
  interface Source {
    /**
     * Writes the content.
     *
     * @param out where to; need not be closed or flushed
     * @throws Exception if the content could not be obtained; the message is not sent
     */
    void writeTo(OutputStream out) throws Exception;
  }

  /**
   * Writes the content.
   *
   * @param out where to; valid only during the call, need not be closed or flushed, and fastest
   *     with large arrays
   * @throws Exception if the content could not be obtained, or {@code out} failed. During a send,
   *     the session closes the connection, and the server discards what it received
   */
  void writeTo(OutputStream out) throws Exception;

  /** Returns which bytes the content may hold. The session declares it to the server. */
  Encoding encoding();

  /** Returns whether header fields hold UTF-8, which needs a server with SMTPUTF8 (RFC 6531). */
  default boolean requiresUtf8() {
    return false;
  }

  /** Returns whether the content can be written more than once. */
  default boolean repeatable() {
    return true;
  }

  /**
   * Returns the size that the SIZE extension counts (RFC 1870, section 3): the exact number of
   * bytes with every line ended by CRLF, before dots are doubled. For binary content, it is the
   * number of bytes as they are.
   *
   * @return the size in bytes, or empty if it is not known
   */
  default OptionalLong size() {
    return OptionalLong.empty();
  }

  /**
   * Returns whether every line is written with CRLF at its end and holds no other CR or LF. With
   * BDAT, the session sends such content without looking at every byte, so an implementation that
   * wrongly returns {@code true} sends lines that the server may refuse.
   */
  default boolean hasCanonicalLines() {
    return false;
  }

  /**
   * Returns the same message in lines, for a server without BINARYMIME. Content that is not
   * {@linkplain Encoding#BINARY binary} returns itself.
   *
   * @return 8-bit or 7-bit content, or empty if there is no such form
   */
  default Optional<Content> eightBit() {
    return encoding() == Encoding.BINARY ? sevenBit() : Optional.of(this);
  }

  /**
   * Returns the same message in a 7-bit encoding, for a server without 8BITMIME.
   *
   * @return 7-bit content, or empty if there is no such form
   */
  default Optional<Content> sevenBit() {
    return Optional.empty();
  }

  /**
   * Returns why {@link #sevenBit()} is empty. The exception says it if the message cannot be sent
   * for that reason.
   *
   * @return a clause such as {@code a signature covers a part that would have to be encoded}, or
   *     empty if there is a 7-bit form or the reason is not known
   */
  default Optional<String> noSevenBitReason() {
    return Optional.empty();
  }

  /**
   * Returns content that a source writes.
   *
   * @param encoding which bytes the source writes
   * @param source writes the same bytes each time it is called
   */
  static Content of(Encoding encoding, Source source) {
    Objects.requireNonNull(encoding, "encoding");
    Objects.requireNonNull(source, "source");
    return new SourceContent(encoding, source, true);
  }

  /**
   * Returns content that a source writes, whose size and encoding are learned now: the source is
   * called once to look at what it writes, and again when it is sent. Small writes are gathered.
   * Eight-bit bytes in the header fields count as UTF-8, which needs a server with SMTPUTF8.
   *
   * @param source writes the same bytes each time it is called
   * @throws IOException if the source throws it or another checked exception
   */
  static Content surveyed(Source source) throws IOException {
    Objects.requireNonNull(source, "source");
    return new SurveyedContent(source);
  }

  /**
   * Returns the content of an array.
   *
   * @param bytes header fields, an empty line and the body; not copied, so it must not be changed
   *     afterwards
   */
  static Content of(byte[] bytes) {
    Objects.requireNonNull(bytes, "bytes");
    return new BytesContent(bytes);
  }

  /** Returns the content of a text: header fields, an empty line and the body, sent as UTF-8. */
  static Content of(String text) {
    Objects.requireNonNull(text, "text");
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Returns the content of a file. The file is read twice: now, to learn its size and encoding, and
   * when it is sent. It must not change in between.
   *
   * @throws IOException if the file cannot be read
   */
  static Content of(Path file) throws IOException {
    Objects.requireNonNull(file, "file");
    return new FileContent(file);
  }

  /**
   * Returns content that can be sent once: what a stream holds.
   *
   * @param stream lines of any bytes, of any length; not closed
   */
  static Content once(InputStream stream) {
    Objects.requireNonNull(stream, "stream");
    return new SourceContent(Encoding.EIGHT_BIT, stream::transferTo, false);
  }
}
