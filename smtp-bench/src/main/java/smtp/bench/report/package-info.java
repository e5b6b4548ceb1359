/** One command measures everything, and writes tables, charts and what was reached. */
@NullMarked
package smtp.bench.report;

import org.jspecify.annotations.NullMarked;
