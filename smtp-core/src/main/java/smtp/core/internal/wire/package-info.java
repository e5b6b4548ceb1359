/**
 * Encoders and parsers: from bytes to values and back. Nothing here opens a connection, waits or
 * logs, so every rule of the protocol's syntax can be tested without a server.
 */
@NullMarked
package smtp.core.internal.wire;

import org.jspecify.annotations.NullMarked;
