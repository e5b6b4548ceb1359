/** What smtp.core may do with the types of {@code smtp.api} that applications may not. */
@NullMarked
package smtp.api.internal;

import org.jspecify.annotations.NullMarked;
