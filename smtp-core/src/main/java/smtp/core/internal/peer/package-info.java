/**
 * The server at the other end of a connection: what it offers, and what may be sent next.
 *
 * <p>{@link smtp.core.internal.peer.Peer} sends EHLO, HELO, STARTTLS and RSET; {@link
 * smtp.core.internal.peer.SessionStep} says which call may follow which; {@link
 * smtp.core.internal.peer.PathCommand} checks MAIL and RCPT against what the server offers.
 */
@NullMarked
package smtp.core.internal.peer;

import org.jspecify.annotations.NullMarked;
