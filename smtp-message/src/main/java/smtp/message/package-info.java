/**
 * Messages as values.
 *
 * <p>{@link smtp.message.Message#builder()} makes one. A message that was built cannot be
 * malformed: what a header field may not hold is refused by the call that brings it in, and what
 * ASCII cannot hold is encoded (RFC 2047, RFC 2231).
 *
 * <p>No method of this package takes or returns {@code null} unless it is marked so.
 */
@NullMarked
package smtp.message;

import org.jspecify.annotations.NullMarked;
