/**
 * The SMTP client. {@link smtp.core.SmtpClient} is where to start: it sends messages to one server,
 * and opens sessions with it.
 *
 * <pre>{@code
 * var client = SmtpClient.builder("mail.example.org", 587)
 *     .credentials(Credentials.password("ann", secret))
 *     .build();
 * client.send(message);
 * }</pre>
 *
 * <ul>
 *   <li>{@link smtp.core.ClientBuilder} has the options of a client, by topic.
 *   <li>{@link smtp.core.SocketConnector} connects through a proxy, or in your own way.
 *   <li>{@link smtp.core.Trace} prints a session for debugging.
 *   <li>The package {@link smtp.api} has the sessions, results and exceptions.
 * </ul>
 *
 * <p>The defaults are safe. TLS is required, except on loopback and Unix sockets; certificates and
 * names are checked; credentials are never sent unencrypted; every wait has a time limit.
 *
 * <p>All clients of a process share buffers, which are kept for reuse: at most 25 MiB of heap and 8
 * MiB outside of it, and only as many as have been in use at the same time. The system property
 * {@code smtp.buffers} sets a lower limit, in bytes, for both together; with 0 no buffer is kept.
 * It is read once, at the first connection.
 */
@NullMarked
package smtp.core;

import org.jspecify.annotations.NullMarked;
