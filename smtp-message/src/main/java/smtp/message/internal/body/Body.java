package smtp.message.internal.body;

import java.io.OutputStream;
import java.util.OptionalLong;
import smtp.message.internal.encoding.Form;
import smtp.message.internal.encoding.TransferEncoding;

/** The body of an entity that is not multipart. Immutable, so messages share it. */
public interface Body {

  /** Returns how the body is encoded in a form. */
  TransferEncoding encoding(Form form);

  /** Writes the encoded body. */
  void write(OutputStream out, Form form) throws Exception;

  /** Returns the exact number of encoded bytes, or empty if it is not known before writing. */
  OptionalLong size(Form form);

  /** Returns whether no line end must be added, as there is one or it would be data. */
  boolean endsLine(Form form);

  /** Returns whether the body has a form. */
  default boolean has(Form form) {
    return true;
  }

  /** Returns whether the body can be written more than once. */
  default boolean repeatable() {
    return true;
  }
}
