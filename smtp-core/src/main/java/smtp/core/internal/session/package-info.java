/**
 * The protocol engine: a session over one connection, in straight-line blocking code, the same for
 * SMTP and LMTP.
 *
 * <p>{@link smtp.core.internal.session.Connection} is commands and replies; {@link
 * smtp.core.internal.session.Session} is the verbs and what may be said when; {@link
 * smtp.core.internal.session.Transaction} is one mail; {@link smtp.core.internal.session.Opener}
 * makes a session out of an address.
 */
@NullMarked
package smtp.core.internal.session;

import org.jspecify.annotations.NullMarked;
