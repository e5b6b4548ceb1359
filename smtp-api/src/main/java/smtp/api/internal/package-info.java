/**
 * What smtp.core shares with the API: text that may be printed, the grammar of domains and
 * addresses, and the way to record the result of a send in its exception.
 */
@NullMarked
package smtp.api.internal;

import org.jspecify.annotations.NullMarked;
