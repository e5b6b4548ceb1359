/** Lets smtp.core record the result of a send in its exception. */
@NullMarked
package smtp.api.internal;

import org.jspecify.annotations.NullMarked;
