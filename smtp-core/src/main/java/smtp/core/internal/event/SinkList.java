package smtp.core.internal.event;

import java.util.List;
import java.util.stream.Stream;

/** Several sinks as one. */
final class SinkList implements EventSink {

  private final List<EventSink> sinks;

  private SinkList(List<EventSink> sinks) {
    this.sinks = sinks;
  }

  /** Returns a sink that passes events on to all of these, except those that do nothing. */
  static EventSink of(Stream<EventSink> sinks) {
    List<EventSink> watching = sinks.filter(EventSink::isWatching).toList();
    return switch (watching.size()) {
      case 0 -> NONE;
      case 1 -> watching.getFirst();
      default -> new SinkList(watching);
    };
  }

  @Override
  public void on(SessionEvent event) {
    if (event instanceof SessionEvent.ContentBytes content) {
      sinks.stream().filter(EventSink::wantsContent).forEach(sink -> sink.on(copy(content)));
    } else {
      sinks.forEach(sink -> sink.on(event));
    }
  }

  /** Each sink gets its own buffer, as it may read it to the end. */
  private static SessionEvent copy(SessionEvent.ContentBytes content) {
    return new SessionEvent.ContentBytes(content.bytes().duplicate());
  }

  @Override
  public boolean wantsContent() {
    return sinks.stream().anyMatch(EventSink::wantsContent);
  }
}
