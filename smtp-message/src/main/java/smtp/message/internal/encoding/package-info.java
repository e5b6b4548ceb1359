/**
 * Encodings and forms of bytes, whatever the bytes are part of.
 *
 * <p>{@link smtp.message.internal.encoding.TransferEncoding} encodes with {@link
 * smtp.message.internal.encoding.Base64Lines} and {@link
 * smtp.message.internal.encoding.QuotedPrintable}. {@link smtp.message.internal.encoding.Form} is
 * what a server can take, and {@link smtp.message.internal.encoding.ByteSurvey} finds out what
 * given bytes need.
 */
@NullMarked
package smtp.message.internal.encoding;

import org.jspecify.annotations.NullMarked;
