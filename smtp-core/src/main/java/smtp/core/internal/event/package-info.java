/**
 * The listeners of a session: those of the caller, traces, the log and the flight recorder.
 *
 * <p>Each {@link smtp.core.internal.event.SessionEvent} goes to one {@link
 * smtp.core.internal.event.EventSink}, which {@link smtp.core.internal.event.EventSource} makes
 * when a session begins.
 *
 * <p>Secrets and addresses are replaced before an event is delivered: secrets by the {@code
 * Connection} and its {@code Redaction}, addresses by {@link
 * smtp.core.internal.event.AddressHidingSink}. A trace itself leaves out content ({@link
 * smtp.core.internal.event.TracedContent}) and the rest of a line after a hidden part ({@link
 * smtp.core.internal.event.TraceText}).
 */
@NullMarked
package smtp.core.internal.event;

import org.jspecify.annotations.NullMarked;
