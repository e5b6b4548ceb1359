/** What goes wrong, provoked for real, and what {@code docs/troubleshooting.md} says about it. */
@NullMarked
package smtp.it.troubleshooting;

import org.jspecify.annotations.NullMarked;
