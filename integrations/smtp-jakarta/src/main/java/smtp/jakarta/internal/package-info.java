/**
 * Translates between Jakarta Mail and this library: {@code Settings} reads the properties, {@code
 * Connecting} opens a session, {@code Letter} makes the envelope and the content of a message,
 * {@code Delivery} tells what became of it. {@code AngusFailures} alone names types of Angus Mail,
 * which may be missing.
 */
@NullMarked
package smtp.jakarta.internal;

import org.jspecify.annotations.NullMarked;
