/**
 * The wire codecs: bytes in, values out, and the reverse. Nothing here opens a connection, waits
 * or logs, so every rule about bytes can be tested without a server.
 */
@NullMarked
package smtp.core.internal.wire;

import org.jspecify.annotations.NullMarked;
