/**
 * Connections: TCP and Unix sockets, proxies, TLS, and the one guard thread that ends what takes
 * too long.
 *
 * <p>Nothing here knows SMTP. I/O fails with {@link java.io.IOException}. If this side closed the
 * connection, {@link smtp.core.internal.net.Watch#verdict()} says why; the class of the exception
 * does not, as it differs by channel, TLS and thread. {@link smtp.core.internal.net.TlsFailure}
 * explains what is wrong with a certificate.
 */
@NullMarked
package smtp.core.internal.net;

import org.jspecify.annotations.NullMarked;
