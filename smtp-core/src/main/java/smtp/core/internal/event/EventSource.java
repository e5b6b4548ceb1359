package smtp.core.internal.event;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import smtp.api.SessionListener;

/**
 * Makes the sink of each session: the caller's listeners, the log and the flight recorder.
 * Immutable.
 *
 * @param listeners make the caller's listeners for a session
 * @param addressesHidden whether email addresses are hidden from all of them
 */
public record EventSource(
    List<Supplier<? extends SessionListener>> listeners, boolean addressesHidden) {

  /** Only the log and the flight recorder, if they are enabled. */
  public static final EventSource DEFAULT = new EventSource(List.of(), false);

  /** Returns this with one more listener. */
  public EventSource with(Supplier<? extends SessionListener> listener) {
    List<Supplier<? extends SessionListener>> all =
        Stream.concat(listeners.stream(), Stream.of(listener)).toList();
    return new EventSource(all, addressesHidden);
  }

  /** Returns this with email addresses hidden. */
  public EventSource hidingAddresses() {
    return new EventSource(listeners, true);
  }

  /** Makes the sink of a session that is about to begin. */
  public EventSink open() {
    Stream<Supplier<EventSink>> own =
        listeners.stream().map(listener -> () -> ListenerSink.of(listener.get()));
    Stream<Supplier<EventSink>> ours = Stream.of(LogSink::open, FlightRecording::open);
    EventSink all = SinkList.of(Stream.concat(own, ours).map(ContainedSink::of));
    return addressesHidden && all.isWatching() ? new AddressHidingSink(all) : all;
  }
}
