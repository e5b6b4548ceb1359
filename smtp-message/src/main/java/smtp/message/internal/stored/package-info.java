/**
 * Messages that were made elsewhere and are sent as they are.
 *
 * <p>{@link smtp.message.internal.stored.StoredHeader} cuts the header into fields and decides
 * which are sent. {@link smtp.message.internal.stored.StoredContent} writes the message as it is.
 * If a server takes less, {@link smtp.message.internal.stored.EncodedContent} has the eight-bit or
 * seven-bit form, which {@link smtp.message.internal.stored.EncodingPass} writes. {@link
 * smtp.message.internal.stored.PartHeader} decides what of a part may be changed.
 */
@NullMarked
package smtp.message.internal.stored;

import org.jspecify.annotations.NullMarked;
