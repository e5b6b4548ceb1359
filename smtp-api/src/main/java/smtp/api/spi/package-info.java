/**
 * What a module provides to add a SASL mechanism or another TLS implementation.
 *
 * <p>Providers are found by {@link java.util.ServiceLoader}, or given to the client's builder.
 */
@NullMarked
package smtp.api.spi;

import org.jspecify.annotations.NullMarked;
