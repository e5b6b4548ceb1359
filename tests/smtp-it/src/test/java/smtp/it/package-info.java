/** Tests of the built modules from outside. */
@NullMarked
package smtp.it;

import org.jspecify.annotations.NullMarked;
