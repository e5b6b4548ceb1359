/**
 * The mechanisms: for each a provider, and the client side of one exchange.
 *
 * <p>A mechanism asks its credentials for the secret when the exchange begins, so that a supplier
 * that fails does so before anything is sent, and wipes its copy when it is closed.
 */
@NullMarked
package smtp.auth;

import org.jspecify.annotations.NullMarked;
