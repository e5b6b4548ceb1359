/** The real surroundings of a mailer: the system's clock, and virtual threads. */
@NullMarked
package smtp.mailer.internal.runtime;

import org.jspecify.annotations.NullMarked;
