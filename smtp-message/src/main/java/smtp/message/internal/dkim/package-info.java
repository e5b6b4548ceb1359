/**
 * DKIM signatures (RFC 6376): what is signed, in which canonical form, and with which key.
 *
 * <p>{@link smtp.message.internal.dkim.SignedFields} collects the signed header fields, {@link
 * smtp.message.internal.dkim.BodyHash} hashes the body, and {@link
 * smtp.message.internal.dkim.DkimKey} signs. {@link smtp.message.internal.dkim.SignedContent} sends
 * the result, and checks again that the body is the one that was signed. The signature field itself
 * is put together by {@code smtp.message.DkimSigner}.
 */
@NullMarked
package smtp.message.internal.dkim;

import org.jspecify.annotations.NullMarked;
