/**
 * Measurements of codecs and messages, compared with those of other Java mail clients.
 *
 * <p>{@code org.openjdk.jmh.Main} on this module's class path runs them; the tests run each once.
 */
@NullMarked
package smtp.bench;

import org.jspecify.annotations.NullMarked;
