/**
 * Clients side by side: this library, its peers, and clients written by hand that show the limit,
 * all sending the same mails to the same sink in turns.
 */
@NullMarked
package smtp.bench.send;

import org.jspecify.annotations.NullMarked;
