/**
 * The SASL mechanisms: a provider for each, and the client side of one exchange.
 *
 * <p>A mechanism asks its credentials for the secret when the exchange begins, so a supplier that
 * fails does so before anything is sent. It wipes its copy of the secret when it is closed.
 */
@NullMarked
package smtp.auth;

import org.jspecify.annotations.NullMarked;
