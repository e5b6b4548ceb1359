/** What the engine may do with values of {@code smtp.api} and applications may not. */
@NullMarked
package smtp.api.internal;

import org.jspecify.annotations.NullMarked;
