/** Every fault at every point of a session: how the library handles it, compared with a model. */
@NullMarked
package smtp.it.faults;

import org.jspecify.annotations.NullMarked;
