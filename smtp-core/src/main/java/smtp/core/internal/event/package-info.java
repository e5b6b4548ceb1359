/**
 * What listens to a session: the caller's listeners, traces, the log and the flight recorder.
 *
 * <p>The connection makes each {@link smtp.core.internal.event.SessionEvent} and gives it to one
 * {@link smtp.core.internal.event.EventSink}. {@link smtp.core.internal.event.EventSource} puts
 * that sink together when a session begins. What a trace shows is in {@link
 * smtp.core.internal.event.TraceListener}; what it hides was hidden before: secrets by the {@code
 * Redaction} of the connection, addresses by {@link smtp.core.internal.event.AddressHidingSink}.
 */
@NullMarked
package smtp.core.internal.event;

import org.jspecify.annotations.NullMarked;
