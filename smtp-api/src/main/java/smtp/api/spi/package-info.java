/**
 * The interfaces that a module implements to add a SASL mechanism or a TLS implementation.
 *
 * <p>A client finds providers with {@link java.util.ServiceLoader}, or receives them through its
 * builder. A module declares its providers with {@code provides}; on the class path they are read
 * from {@code META-INF/services} instead, from a file that has the name of the interface and holds
 * the names of the providers' classes. An artifact for both has both.
 *
 * <p>No method of this package accepts or returns {@code null} unless it is marked so.
 */
@NullMarked
package smtp.api.spi;

import org.jspecify.annotations.NullMarked;
