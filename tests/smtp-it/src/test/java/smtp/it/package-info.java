/** Integration tests of the built modules, from the point of view of an application. */
@NullMarked
package smtp.it;

import org.jspecify.annotations.NullMarked;
