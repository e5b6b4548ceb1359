/**
 * The interfaces that a module implements to add a SASL mechanism or a TLS implementation.
 *
 * <p>A client finds providers with {@link java.util.ServiceLoader}, or receives them through its
 * builder.
 *
 * <p>No method of this package accepts or returns {@code null} unless it is marked so.
 */
@NullMarked
package smtp.api.spi;

import org.jspecify.annotations.NullMarked;
