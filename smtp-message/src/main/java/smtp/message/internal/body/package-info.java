/**
 * The body of a message that is built: how its parts are nested and written.
 *
 * <p>{@link smtp.message.internal.body.BodyBuilder} nests the parts, each an {@link
 * smtp.message.internal.body.Entity}. A {@link smtp.message.internal.body.Leaf} has a {@link
 * smtp.message.internal.body.Body}: text, a stream of bytes, or another message. {@link
 * smtp.message.internal.body.MessageContent} writes header and body in one of the message's forms.
 */
@NullMarked
package smtp.message.internal.body;

import org.jspecify.annotations.NullMarked;
