/**
 * The other end of a connection: what the server has announced, and what may be sent next.
 *
 * <p>{@link smtp.core.internal.peer.Peer} has the commands that change that knowledge; {@link
 * smtp.core.internal.peer.SessionStep} has the table of what may follow what.
 */
@NullMarked
package smtp.core.internal.peer;

import org.jspecify.annotations.NullMarked;
