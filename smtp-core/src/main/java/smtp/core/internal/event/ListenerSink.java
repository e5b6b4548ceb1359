package smtp.core.internal.event;

import smtp.api.SessionListener;

/** Passes events on to the caller's listener. */
public final class ListenerSink implements EventSink {

  private final SessionListener listener;

  private ListenerSink(SessionListener listener) {
    this.listener = listener;
  }

  /** Wraps a listener; the one that does nothing becomes {@link EventSink#NONE}. */
  public static EventSink of(SessionListener listener) {
    return SessionListener.NONE.equals(listener) ? NONE : new ListenerSink(listener);
  }

  @Override
  public void on(SessionEvent event) {
    switch (event) {
      case SessionEvent.Connecting e -> listener.onConnecting(e.server());
      case SessionEvent.Connected e -> listener.onConnected(e.server(), e.elapsed());
      case SessionEvent.CommandSent e -> listener.onCommand(e.line());
      case SessionEvent.ContentBegun e -> {}
      case SessionEvent.ReplyReceived e -> listener.onReply(e.reply(), e.elapsed());
      case SessionEvent.TlsStarted e -> listener.onTls(e.protocol(), e.cipherSuite(), e.elapsed());
      case SessionEvent.Authenticated e -> listener.onAuthenticated(e.mechanism());
      case SessionEvent.ContentSent e -> listener.onContent(e.bytes(), e.total());
      case SessionEvent.ContentBytes e -> listener.onContentBytes(e.bytes());
      case SessionEvent.Fallback e -> listener.onFallback(e.reason());
      case SessionEvent.Closed e -> listener.onClosed(e.cause());
    }
  }

  @Override
  public boolean wantsContent() {
    return listener.wantsContent();
  }
}
