package smtp.message.internal.body;

import java.io.OutputStream;
import java.util.OptionalLong;
import java.util.stream.Stream;
import smtp.api.Content;
import smtp.message.internal.encoding.Form;
import smtp.message.internal.header.HeaderWriter;

/**
 * A MIME entity: header fields that describe a body, and the body (RFC 2045, section 2.4). It is a
 * {@link Leaf}, a {@link Multipart} of entities, or a {@link RawEntity}. Immutable, so messages
 * share it.
 */
public interface Entity {

  /** Writes the header fields. */
  void writeHeader(HeaderWriter out, Form form);

  /** Returns whether the body begins with the header fields and the empty line after them. */
  default boolean bringsHeader() {
    return false;
  }

  /** Writes the body. */
  void writeBody(OutputStream out, Form form) throws Exception;

  /** Returns the exact number of bytes of the body, or empty if not known before writing. */
  OptionalLong bodySize(Form form);

  /** Returns whether no line end must be added, as there is one or it would be data. */
  boolean endsLine(Form form);

  /** Returns what the bytes of the body are in a form. */
  Content.Encoding encoding(Form form);

  /** Returns why the body does not have a form, or nothing if it has. */
  Stream<String> obstacles(Form form);

  /** Returns whether header fields of the entity or of its parts hold UTF-8. */
  default boolean requiresUtf8() {
    return false;
  }

  /** Returns whether the body can be written more than once. */
  boolean repeatable();
}
