/**
 * The settings that a client builder collects, and the lookup of SASL and TLS providers. Shared by
 * the clients of this library in all its modules.
 */
@NullMarked
package smtp.core.internal.client;

import org.jspecify.annotations.NullMarked;
