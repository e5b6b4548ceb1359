/**
 * Fuzz tests on the JUnit platform. In an ordinary build they run with the stored inputs, with the
 * profile {@code fuzz} they run with Jazzer for a given time.
 */
@NullMarked
package smtp.fuzz;

import org.jspecify.annotations.NullMarked;
