/**
 * Clients side by side: this library, its peers, and hand-written clients that show the limit, all
 * sending the same messages to the same sink in turns.
 */
@NullMarked
package smtp.bench.send;

import org.jspecify.annotations.NullMarked;
