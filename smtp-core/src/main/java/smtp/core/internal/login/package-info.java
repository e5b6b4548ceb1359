/**
 * Authentication: {@link smtp.core.internal.login.Authenticator} chooses a mechanism ({@link
 * smtp.core.internal.login.Candidates} knows which can be used, {@link
 * smtp.core.internal.login.MechanismRank} which is stronger), {@link
 * smtp.core.internal.login.SaslExchange} runs it.
 */
@NullMarked
package smtp.core.internal.login;

import org.jspecify.annotations.NullMarked;
