/**
 * Sessions: {@link smtp.core.internal.session.Session} has the methods that callers use, {@link
 * smtp.core.internal.session.Opener} makes a session ready, {@link
 * smtp.core.internal.session.Resumption} continues on another connection.
 *
 * <p>The engine, from the top: {@code session} &rarr; {@code send} (whole messages) &rarr; {@code
 * peer} (what is known of the server) and {@code login} (authentication) &rarr; {@code connection}
 * (commands, replies, time limits) and {@code options} &rarr; {@code net} (sockets, TLS, proxies)
 * and {@code wire} (encoders and parsers that know no socket). {@code event} is what listens. No
 * arrow goes up; a test over the class files holds that.
 */
@NullMarked
package smtp.core.internal.session;

import org.jspecify.annotations.NullMarked;
