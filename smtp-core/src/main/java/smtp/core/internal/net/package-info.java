/**
 * Connections: TCP and Unix sockets, proxies, TLS, and the one guard thread that ends what takes
 * too long.
 *
 * <p>Nothing here knows SMTP. I/O fails with {@link java.io.IOException}. {@link
 * smtp.core.internal.net.Watch#verdict()} returns why the client closed a connection; the class of
 * the exception does not show that, as it differs by channel, TLS and thread.
 */
@NullMarked
package smtp.core.internal.net;

import org.jspecify.annotations.NullMarked;
