/**
 * Authentication. {@link smtp.core.internal.login.Candidates} selects the usable mechanisms, in the
 * order of {@link smtp.core.internal.login.MechanismRank}; {@link
 * smtp.core.internal.login.Authenticator} tries them in turn; {@link
 * smtp.core.internal.login.SaslExchange} runs one.
 */
@NullMarked
package smtp.core.internal.login;

import org.jspecify.annotations.NullMarked;
