package smtp.core.internal.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import smtp.api.Phase;
import smtp.api.Reply;
import smtp.api.SmtpException;
import smtp.api.SmtpProtocolException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.core.internal.event.EventSink;
import smtp.core.internal.event.Exchange;
import smtp.core.internal.event.SessionEvent;
import smtp.core.internal.net.Link;
import smtp.core.internal.net.TlsLayer;
import smtp.core.internal.wire.ByteSink;

/**
 * Sends commands and reads replies over one connection, each wait within its time limit.
 *
 * <p>Commands are gathered in a buffer and sent by {@link #flush} or before a reply is read. An
 * {@link SmtpException} thrown here has closed the connection.
 */
public final class Connection implements ByteSink<SmtpException> {

  private static final byte[] LINE_END = {'\r', '\n'};

  private final Waits waits;
  private final Transport transport;
  private final Lifecycle lifecycle;
  private final EventSink events;
  private final boolean showsContent;
  private final ReplyReader replies;
  private final Outgoing out;
  private final DueReplies due = new DueReplies();
  private final SalvagedReplies salvaged = new SalvagedReplies();
  private @Nullable Redaction redaction;

  /** Makes a connection over a link from which nothing has been read. */
  public Connection(Link link, Waits waits, EventSink events) {
    this.transport = new Transport(link);
    this.waits = waits;
    this.lifecycle = new Lifecycle(waits, events);
    this.events = lifecycle.events();
    this.showsContent = events.wantsContent();
    this.replies = new ReplyReader(transport, waits);
    this.out = new Outgoing(transport, waits, this::ensureUsable);
  }

  public Timing timing() {
    return waits.timing();
  }

  public EventSink events() {
    return events;
  }

  public Transport transport() {
    return transport;
  }

  public boolean isOpen() {
    return lifecycle.isOpen();
  }

  /** Returns the replies that the server owes. */
  public DueReplies due() {
    return due;
  }

  /** Returns where the next byte will be among all that were put here. */
  public long position() {
    return out.position();
  }

  /** Returns whether all bytes before a position were in a write that was at least tried. */
  public boolean hasTried(long position) {
    return out.hasTried(position);
  }

  /** Returns how many bytes the system takes while the server reads nothing. */
  public int sendBuffer() throws SmtpException {
    try {
      return transport.link().sendBuffer();
    } catch (IOException e) {
      throw failed(e, out.phase());
    }
  }

  // --- commands

  /** Puts a command into the buffer whose reply the caller reads. */
  public void send(Command command) throws SmtpException {
    send(command, Item.COMMAND, 0, null);
  }

  /**
   * Puts a command into the buffer, or nothing of it if it must not be sent.
   *
   * @param receiver who receives the reply, {@code null} if the caller reads it
   */
  public void send(Command command, Item item, int index, @Nullable ReplyReceiver receiver)
      throws SmtpException {
    ByteBuffer room = room(command.phase(), command.maxLength());
    long start = position();
    command.encode(room);
    Exchange exchange = events.isWatching() ? new Exchange() : null;
    due.add(command.phase(), item, index, receiver, start, exchange);
    if (exchange != null) {
      events.on(new SessionEvent.CommandSent(exchange, command.line()));
    }
  }

  /**
   * Sends a line that is secret except for its beginning, and leaves no copy of it in the buffer.
   *
   * @param shown how the line begins
   * @param secret the rest: ASCII without line end
   */
  public void sendSecret(String shown, byte[] secret) throws SmtpException {
    ByteBuffer room = room(Phase.AUTH, shown.length() + secret.length + LINE_END.length);
    Exchange exchange = new Exchange();
    due.add(Phase.AUTH, Item.COMMAND, 0, null, position(), exchange);
    room.put(shown.getBytes(StandardCharsets.US_ASCII)).put(secret).put(LINE_END);
    try {
      events.on(new SessionEvent.CommandSent(exchange, shown + Redaction.MARK));
      flush();
    } finally {
      out.wipe();
    }
  }

  /**
   * Expects replies to the end of a content. Whether the server is in step is asked {@linkplain
   * #ensureUnanswered() before that end}.
   *
   * @param more whether these follow the reply to a last chunk, which is expected already
   */
  public void expect(int count, boolean more, Item item, ReplyReceiver receiver) {
    boolean begins = !more && events.isWatching();
    Exchange exchange = begins ? new Exchange() : null;
    for (int i = 0; i < count; i++) {
      due.add(Phase.END_OF_DATA, item, 0, receiver, position(), i == 0 ? exchange : null);
    }
    if (exchange != null) {
      events.on(new SessionEvent.ContentBegun(exchange));
    }
  }

  private ByteBuffer room(Phase phase, int bytes) throws SmtpException {
    ensureUsable();
    if (due.isEmpty()) {
      ensureInStep();
    }
    out.phase(phase);
    try {
      return out.room(bytes);
    } catch (IOException e) {
      throw writeFailed(e);
    }
  }

  /**
   * Fails if the server has sent a reply that answers nothing: it would be taken for the reply to
   * the next command.
   */
  private void ensureInStep() throws SmtpException {
    if (hasInput()) {
      Reply unsolicited = reply(Phase.QUIT);
      throw fail(
          new SmtpProtocolException(
              "The server sent a reply that nobody asked for: " + unsolicited));
    }
  }

  /**
   * Fails if the server has answered a content before its end: that reply would be taken for the
   * one to the end. It is kept as a {@linkplain #salvaged() salvaged} one.
   */
  public void ensureUnanswered() throws SmtpException {
    if (hasInput()) {
      Reply early = await(Phase.QUIT);
      salvaged.add(early);
      throw fail(
          salvaged
              .disconnection()
              .orElse(
                  new SmtpProtocolException(
                      "The server answered in the middle of the content: " + early)));
    }
  }

  private boolean hasInput() throws SmtpException {
    try {
      return replies.hasInput();
    } catch (IOException e) {
      throw failed(e, Phase.COMMAND);
    }
  }

  /** Puts bytes of the content into the buffer, which is sent when it is full. */
  @Override
  public void write(byte[] bytes, int offset, int length) throws SmtpException {
    out.phase(Phase.CONTENT);
    if (showsContent) {
      ByteBuffer shown = ByteBuffer.wrap(bytes, offset, length).slice().asReadOnlyBuffer();
      events.on(new SessionEvent.ContentBytes(shown));
    }
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      throw writeFailed(e);
    }
  }

  /** Sends what is in the buffer. */
  public void flush() throws SmtpException {
    try {
      out.flush();
    } catch (IOException e) {
      throw writeFailed(e);
    }
  }

  private SmtpException writeFailed(IOException e) {
    SmtpException failure = Failure.of(e, out.phase(), waits, transport.layer());
    salvaged.read(replies, due.size(), lifecycle);
    return fail(salvaged.disconnection().orElse(failure));
  }

  /** Returns the due replies, in order, that could still be read when a write failed. */
  public List<Reply> salvaged() {
    return salvaged.list();
  }

  // --- replies

  /** Reads the greeting, which answers no command. */
  public Reply greeting() throws SmtpException {
    due.add(Phase.GREETING, Item.COMMAND, 0, null, position(), null);
    return reply();
  }

  /**
   * Reads the next reply that is due, whatever its code except 421.
   *
   * @throws SmtpServerDisconnectedException if it is 421, or there is none
   */
  public Reply reply() throws SmtpException {
    return reply(due.phase());
  }

  /**
   * Reads the reply to a command that is complete with it.
   *
   * @throws SmtpProtocolException if the server asks for more: it would take the next command for
   *     that
   */
  public Reply completion() throws SmtpException {
    Reply reply = reply();
    if (reply.isIntermediate()) {
      throw fail(Failure.asksForMore(reply));
    }
    return reply;
  }

  private Reply reply(Phase phase) throws SmtpException {
    long start = events.isWatching() ? System.nanoTime() : 0;
    Reply reply = next(phase);
    Exchange exchange = due.remove();
    if (due.isEmpty()) {
      out.answered();
    }
    if (redaction != null) {
      reply = redaction.scrub(reply);
    }
    if (events.isWatching()) {
      Reply shown = redaction == null ? reply : redaction.shown(reply);
      events.on(new SessionEvent.ReplyReceived(exchange, shown, since(start)));
    }
    if (reply.code() == 421) {
      throw fail(Failure.disconnectedBy(reply));
    }
    return reply;
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Sends nothing as long as there is a reply to be read: more may be sent together. */
  private Reply next(Phase phase) throws SmtpException {
    ensureUsable();
    try {
      Reply reply = replies.next();
      if (reply != null) {
        return reply;
      }
    } catch (IOException e) {
      throw failed(e, phase);
    }
    flush();
    return await(phase);
  }

  private Reply await(Phase phase) throws SmtpException {
    try {
      return replies.read(phase);
    } catch (IOException e) {
      throw failed(e, phase);
    }
  }

  /** Begins an exchange of secrets, which listeners do not see; {@code null} ends it. */
  public void redact(@Nullable Redaction secrets) {
    redaction = secrets;
  }

  // --- TLS

  /** Fails if something came in plaintext that would be taken for a reply over TLS. */
  public void ensureSilentBeforeTls() throws SmtpException {
    if (hasInput()) {
      throw fail(Failure.plaintextBeforeTls());
    }
  }

  /** Starts TLS. */
  public void secure(TlsLayer layer) throws SmtpException {
    long start = System.nanoTime();
    SSLSession session;
    try {
      session = transport.secure(layer, waits);
    } catch (IOException | RuntimeException e) {
      throw fail(Failure.ofHandshake(e, waits, layer));
    }
    events.on(
        new SessionEvent.TlsStarted(session.getProtocol(), session.getCipherSuite(), since(start)));
  }

  // --- failure and end

  /** Fails if the connection is closed, or this thread was interrupted. */
  public void ensureUsable() throws SmtpException {
    lifecycle.ensureUsable(out.phase());
  }

  private SmtpException failed(IOException cause, Phase phase) {
    SmtpException failure = Failure.of(cause, phase, waits, transport.layer());
    return fail(redaction == null ? failure : redaction.scrub(failure));
  }

  /** Closes the connection because of a failure, and returns the failure, to be thrown. */
  public <E extends SmtpException> E fail(E failure) {
    return lifecycle.fail(failure);
  }

  /** Closes the connection without QUIT. Listeners are told the reason of the first call. */
  public void close(@Nullable SmtpException cause) {
    lifecycle.close(cause);
  }

  /**
   * Ends an operation of the session. If replies are still due, because something unforeseen was
   * thrown, the connection is closed: they would be taken for those of the next operation.
   */
  public void settle() {
    if (!due.isEmpty() || !out.isEmpty() || !isOpen()) {
      close(null);
    }
    releaseBuffers();
  }

  /** Releases the buffers until the next operation. */
  public void releaseBuffers() {
    out.releaseBuffer();
    replies.releaseBuffer();
  }

  /** Ends TLS, if there is TLS, and closes the connection. */
  public void closeGracefully() {
    try {
      waits.during(Phase.QUIT, transport.link()::closeNotify);
    } catch (IOException e) {
      // The server has answered QUIT: nothing depends on this any more.
    }
    close(null);
  }

  /** Closes the connection from another thread; the one that uses it notices by itself. */
  public void abort() {
    waits.watch().abort();
  }
}
