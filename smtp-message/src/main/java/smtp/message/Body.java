package smtp.message;

import java.io.OutputStream;
import java.util.OptionalLong;

/** The octets of an entity that is not multipart. Immutable, so messages share it. */
interface Body {

  /** Returns how the octets are encoded. */
  TransferEncoding encoding(Form form);

  /** Writes the encoded octets. */
  void write(OutputStream out, Form form) throws Exception;

  /** Returns the exact number of encoded octets, or empty if only writing them would tell. */
  OptionalLong size(Form form);

  /** Tells whether the encoded octets end with a line end, or must not be given one. */
  boolean endsLine(Form form);

  /** Tells whether the encoded octets can be of a form. */
  default boolean has(Form form) {
    return true;
  }

  /** Tells whether the body can be written more than once. */
  default boolean repeatable() {
    return true;
  }
}
