/**
 * Bytes over sockets: connecting, TLS, and the one guard thread that ends what takes too long.
 *
 * <p>Nothing here knows the protocol. I/O fails with {@link java.io.IOException}; why a connection
 * was closed from this side is told by {@link smtp.core.internal.net.Watch#verdict()}, never by the
 * class of the exception, which differs by channel, TLS and thread.
 */
@NullMarked
package smtp.core.internal.net;

import org.jspecify.annotations.NullMarked;
