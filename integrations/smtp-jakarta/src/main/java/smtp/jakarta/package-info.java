/**
 * The transports for Jakarta Mail, which a {@code jakarta.mail.Session} finds by itself, and {@link
 * smtp.jakarta.OutcomeUnknownException}, the one new thing that a program may want to catch.
 */
@NullMarked
package smtp.jakarta;

import org.jspecify.annotations.NullMarked;
