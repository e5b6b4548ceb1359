/**
 * Sending whole messages, from a {@link smtp.api.Mail} to the outcome for each recipient.
 *
 * <p>{@link smtp.core.internal.send.MessageSender} sends one message, {@link
 * smtp.core.internal.send.MessageQueue} many. Both use {@link smtp.core.internal.send.MessageFlow},
 * which chooses the kind of transaction and keeps within the window. A message is a {@link
 * smtp.core.internal.send.Dispatch}, in one {@link smtp.core.internal.send.Transaction} or several:
 * with DATA, in a single BDAT chunk if the size is known, or in a stream of chunks otherwise, which
 * {@link smtp.core.internal.send.StreamTransaction} sizes.
 *
 * <p>{@link smtp.core.internal.send.Ledger} has the replies for each recipient. The connection's
 * {@code DueReplies} holds the replies that are still owed; {@link smtp.core.internal.send.Flight}
 * adds to it and reads them.
 */
@NullMarked
package smtp.core.internal.send;

import org.jspecify.annotations.NullMarked;
