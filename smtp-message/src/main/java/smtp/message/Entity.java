package smtp.message;

import java.io.OutputStream;
import java.util.OptionalLong;
import smtp.api.Content;

/**
 * A MIME entity: its own header fields and a body (RFC 2045, section 2.4). Immutable, so messages
 * share it.
 *
 * <p>A body is written without the line end that whatever holds the entity writes behind it.
 */
interface Entity {

  /** Writes the header fields that describe the body. */
  void writeHeader(HeaderWriter out, Form form);

  /** Writes the body. */
  void writeBody(OutputStream out, Form form) throws Exception;

  /** Returns the exact number of octets of the body, or empty if only writing it would tell. */
  OptionalLong bodySize(Form form);

  /** Returns what the octets of the eight-bit form are. */
  Content.Encoding encoding();

  /** Tells whether there is a seven-bit form. */
  boolean hasSevenBit();

  /** Tells whether the body can be written more than once. */
  default boolean repeatable() {
    return true;
  }
}
