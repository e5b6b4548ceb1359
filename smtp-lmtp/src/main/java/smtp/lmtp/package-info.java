/**
 * The LMTP client (RFC 2033), for final delivery. {@link smtp.lmtp.LmtpClient} is where to start:
 * it delivers messages to one server, on a Unix socket or TCP, and opens sessions with it.
 *
 * <p>LMTP is SMTP with one difference that matters: the server answers the content once for each
 * recipient that it accepted. The options are those of {@link smtp.core.ClientBuilder}; the package
 * {@link smtp.api} has the results and exceptions.
 */
@NullMarked
package smtp.lmtp;

import org.jspecify.annotations.NullMarked;
