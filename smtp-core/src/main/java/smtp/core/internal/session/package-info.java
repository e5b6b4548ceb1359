/**
 * Sessions: {@link smtp.core.internal.session.Session} has the methods that callers use, {@link
 * smtp.core.internal.session.Opener} opens a session, {@link smtp.core.internal.session.Resumption}
 * continues on another connection.
 *
 * <p>The engine, from the top: {@code session} &rarr; {@code send} (whole messages) &rarr; {@code
 * peer} (what is known of the server) and {@code login} (authentication) &rarr; {@code connection}
 * (commands, replies, time limits) and {@code options} &rarr; {@code net} (sockets, TLS, proxies)
 * and {@code wire} (encoders and parsers without I/O). {@code event} has the listeners. No package
 * uses one further up; a test over the class files checks that.
 */
@NullMarked
package smtp.core.internal.session;

import org.jspecify.annotations.NullMarked;
