/** What many callers get who share a sender: the mailer, a classic pool, Angus Mail. */
@NullMarked
package smtp.bench.crowd;

import org.jspecify.annotations.NullMarked;
