/** One command measures everything and writes tables, charts and the figures reached. */
@NullMarked
package smtp.bench.report;

import org.jspecify.annotations.NullMarked;
