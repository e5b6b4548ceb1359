/**
 * Whole messages: from a {@link smtp.api.Mail} to the outcome for each recipient.
 *
 * <p>{@link smtp.core.internal.send.MessageSender} sends one message, {@link
 * smtp.core.internal.send.MessageQueue} many. Each message is a {@link
 * smtp.core.internal.send.Dispatch}, in one {@link smtp.core.internal.send.Transaction} or several;
 * there is a kind of transaction for DATA, one for a single BDAT chunk, and one for a stream of
 * chunks ({@link smtp.core.internal.send.StreamTransaction} decides how large they are). What is
 * known of each recipient is in the {@link smtp.core.internal.send.Ledger}; what is in flight is in
 * the connection's {@code DueReplies}, which {@link smtp.core.internal.send.Flight} fills and
 * reads.
 */
@NullMarked
package smtp.core.internal.send;

import org.jspecify.annotations.NullMarked;
