/**
 * The listeners of a session: those of the caller, traces, the log and the flight recorder.
 *
 * <p>The connection makes each {@link smtp.core.internal.event.SessionEvent} and gives it to one
 * {@link smtp.core.internal.event.EventSink}. {@link smtp.core.internal.event.EventSource} makes
 * that sink when a session begins. {@link smtp.core.internal.event.TraceListener} prints a trace;
 * what it must not show is hidden before: secrets by the {@code Redaction} of the connection,
 * addresses by {@link smtp.core.internal.event.AddressHidingSink}.
 */
@NullMarked
package smtp.core.internal.event;

import org.jspecify.annotations.NullMarked;
