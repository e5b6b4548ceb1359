/**
 * Measurements of codecs and messages, beside what other Java mail clients have in their place.
 *
 * <p>{@code org.openjdk.jmh.Main} on this module's class path runs them; the tests run each once.
 */
@NullMarked
package smtp.bench;

import org.jspecify.annotations.NullMarked;
