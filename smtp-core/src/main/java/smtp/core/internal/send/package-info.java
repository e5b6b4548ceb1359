/**
 * Sending whole messages, from a {@link smtp.api.Mail} to the outcome for each recipient.
 *
 * <p>{@link smtp.core.internal.send.MessageSender} sends one message, {@link
 * smtp.core.internal.send.MessageQueue} many. Each message is a {@link
 * smtp.core.internal.send.Dispatch}, in one {@link smtp.core.internal.send.Transaction} or several;
 * there is one kind of transaction for DATA, one for a single BDAT chunk, and one for a stream of
 * chunks ({@link smtp.core.internal.send.StreamTransaction} decides how large they are). {@link
 * smtp.core.internal.send.Ledger} has the replies for each recipient. What is in flight is in the
 * {@code DueReplies} of the connection, which {@link smtp.core.internal.send.Flight} fills and
 * reads.
 */
@NullMarked
package smtp.core.internal.send;

import org.jspecify.annotations.NullMarked;
