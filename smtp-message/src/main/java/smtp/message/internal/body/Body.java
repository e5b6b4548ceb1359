package smtp.message.internal.body;

import java.io.OutputStream;
import java.util.OptionalLong;
import java.util.stream.Stream;
import smtp.message.internal.encoding.Form;
import smtp.message.internal.encoding.TransferEncoding;
import smtp.message.internal.header.MediaType;

/** The body of an entity that is not multipart. Immutable, so messages share it. */
public interface Body {

  /**
   * Returns a media type as the header of this body has it, with what the bytes of the body need.
   *
   * @throws IllegalArgumentException if the body cannot have this type
   * @throws IllegalStateException if the type of the body cannot be changed
   */
  MediaType typed(MediaType type);

  /** Returns how the body is encoded in a form. */
  TransferEncoding encoding(Form form);

  /** Writes the encoded body. */
  void write(OutputStream out, Form form) throws Exception;

  /** Returns the exact number of encoded bytes, or empty if it is not known before writing. */
  OptionalLong size(Form form);

  /** Returns whether no line end must be added, as there is one or it would be data. */
  boolean endsLine(Form form);

  /** Returns why the body does not have a form, or nothing if it has. */
  default Stream<String> obstacles(Form form) {
    return Stream.of();
  }

  /** Returns whether the body can be written more than once. */
  default boolean repeatable() {
    return true;
  }
}
