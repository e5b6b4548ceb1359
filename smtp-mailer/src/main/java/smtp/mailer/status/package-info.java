/**
 * What a mailer tells: the outcome of each message, what happens in it, and its state. A user of
 * {@code smtp.mailer.Mailer} meets these types as arguments and results.
 */
@NullMarked
package smtp.mailer.status;

import org.jspecify.annotations.NullMarked;
