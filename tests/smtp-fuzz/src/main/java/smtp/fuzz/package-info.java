/**
 * Fuzz tests on the JUnit platform: in an ordinary build they run on the inputs that are kept, and
 * with the profile {@code fuzz} under Jazzer for a given time.
 */
@NullMarked
package smtp.fuzz;

import org.jspecify.annotations.NullMarked;
