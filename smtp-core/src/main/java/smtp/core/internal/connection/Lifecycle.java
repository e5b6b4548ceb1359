package smtp.core.internal.connection;

import org.jspecify.annotations.Nullable;
import smtp.api.Phase;
import smtp.api.SmtpException;
import smtp.core.internal.event.EventSink;
import smtp.core.internal.event.SessionEvent;

/** Whether a connection is open, and what closes it. */
final class Lifecycle {

  private final Waits waits;
  private final EventSink events;
  private final Redaction redaction;
  private volatile boolean closed;

  Lifecycle(Waits waits, EventSink events, Redaction redaction) {
    this.redaction = redaction;
    this.waits = waits;
    this.events = events;
  }

  boolean isOpen() {
    return !closed && waits.watch().verdict() == null;
  }

  /**
   * Fails if the connection is closed, or this thread was interrupted.
   *
   * @param phase the step that is about to begin, for the message
   */
  void ensureUsable(Phase phase) throws SmtpException {
    if (!isOpen()) {
      throw fail(closed ? Failure.ofClosed(waits) : Failure.ofStruck(phase, waits));
    }
    if (Thread.currentThread().isInterrupted()) {
      throw fail(Failure.interrupted(phase, waits));
    }
  }

  /**
   * Fails if nothing more may be sent: the connection is closed, this thread was interrupted, or
   * the deadline has passed. The guard looks only at waits, and content may take its time between
   * them: this check keeps back the bytes that would complete a message too late.
   */
  void ensureWritable(Phase phase) throws SmtpException {
    ensureUsable(phase);
    if (waits.timing().isPast()) {
      throw fail(Failure.tooLate(phase, waits));
    }
  }

  /**
   * Closes the connection because of a failure, and returns the failure for the caller to throw.
   */
  <E extends SmtpException> E fail(E failure) {
    close(failure);
    return failure;
  }

  /** Closes the connection without QUIT. Listeners receive the cause given first. */
  void close(@Nullable SmtpException cause) {
    if (!closed) {
      closed = true;
      redaction.forget();
      if (cause != null) {
        waits.server().named(cause);
      }
      waits.watch().release();
      events.on(new SessionEvent.Closed(cause));
    }
  }
}
