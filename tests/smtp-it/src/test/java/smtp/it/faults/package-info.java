/** Every fault at every step: what the library makes of it, against a model of what it should. */
@NullMarked
package smtp.it.faults;

import org.jspecify.annotations.NullMarked;
