/**
 * The server at the other end of a connection: what it offers, and what may be sent next.
 *
 * <p>{@link smtp.core.internal.peer.Peer} has the commands that change that; {@link
 * smtp.core.internal.peer.SessionStep} has the table of the states and calls.
 */
@NullMarked
package smtp.core.internal.peer;

import org.jspecify.annotations.NullMarked;
