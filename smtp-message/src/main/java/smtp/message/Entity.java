package smtp.message;

import java.io.OutputStream;
import java.util.OptionalLong;
import smtp.api.Content;

/**
 * A MIME entity: header fields that describe a body, and the body (RFC 2045, section 2.4).
 * Immutable, so messages share it.
 */
sealed interface Entity permits Leaf, Multipart, RawEntity {

  /** Writes the header fields. */
  void writeHeader(HeaderWriter out, Form form);

  /** Tells whether the body begins with header fields and the empty line behind them. */
  default boolean bringsHeader() {
    return false;
  }

  /** Writes the body. */
  void writeBody(OutputStream out, Form form) throws Exception;

  /** Returns the exact number of octets of the body, or empty if only writing it would tell. */
  OptionalLong bodySize(Form form);

  /** Tells whether the body ends with a line end, or must not be given one. */
  boolean endsLine(Form form);

  /** Returns what the octets are. */
  Content.Encoding encoding(Form form);

  /** Tells whether the octets can be of a form. */
  boolean has(Form form);

  /** Tells whether the body can be written more than once. */
  boolean repeatable();
}
