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
import smtp.core.internal.options.Server;
import smtp.core.internal.wire.ByteSink;

/**
 * Sends commands and reads replies over one connection, each wait within its time limit.
 *
 * <p>Commands are collected in a buffer, which {@link #flush} sends, as does waiting for a reply.
 * If a method throws an {@link SmtpException}, the connection is closed.
 */
public final class Connection implements ByteSink<SmtpException> {

  private static final byte[] LINE_END = {'\r', '\n'};

  private final Waits waits;
  private final Transport transport;
  private final Lifecycle lifecycle;
  private final EventSink events;
  private final boolean showsContent;
  private final Outgoing out;
  private final Incoming in;
  private final Redaction redaction = new Redaction();

  /** Whether BDAT was sent: no other command is part of a content. */
  private boolean chunks;

  /** Makes a connection from a link from which nothing has been read. */
  public Connection(Link link, Waits waits, EventSink events) {
    this.transport = new Transport(link);
    this.waits = waits;
    this.lifecycle = new Lifecycle(waits, events, redaction);
    this.events = events;
    this.showsContent = events.wantsContent();
    this.out = new Outgoing(transport, waits, lifecycle::ensureWritable);
    ReplyReader reader = new ReplyReader(transport, waits, redaction);
    this.in = new Incoming(reader, timing(), out, lifecycle, events, this::flush, this::failed);
  }

  public Timing timing() {
    return waits.timing();
  }

  /** Returns the server, as messages call it. */
  public Server server() {
    return waits.server();
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
    return in.due();
  }

  /** Returns how many bytes were put here so far: the position of the next byte. */
  public long position() {
    return out.position();
  }

  /** Returns whether a write was at least attempted for all bytes before a position. */
  public boolean hasTried(long position) {
    return out.hasTried(position);
  }

  /** Returns how many bytes the system buffers while the server reads nothing. */
  public int sendBuffer() throws SmtpException {
    try {
      return transport.link().sendBuffer();
    } catch (IOException e) {
      throw failed(e, out.phase());
    }
  }

  // --- commands

  /** Puts a command into the buffer. The caller reads its reply. */
  public void send(Command command) throws SmtpException {
    send(command, Item.COMMAND, 0, null);
  }

  /**
   * Puts a command into the buffer.
   *
   * @param receiver receives the reply; {@code null} if the caller reads it
   * @throws IllegalArgumentException if the command must not be sent; nothing was put
   */
  public void send(Command command, Item item, int index, @Nullable ReplyReceiver receiver)
      throws SmtpException {
    ByteBuffer room = room(command.phase(), command.maxLength());
    long start = position();
    command.encode(room);
    chunks |= command.phase() == Phase.CONTENT || command.phase() == Phase.END_OF_DATA;
    Exchange exchange = events.isWatching() ? new Exchange() : null;
    due().add(command.phase(), item, index, receiver, start, position(), exchange);
    if (exchange != null) {
      events.on(new SessionEvent.CommandSent(exchange, command.line()));
    }
  }

  /**
   * Sends a line that is secret except for its beginning, and then wipes the buffer.
   *
   * @param shown the beginning of the line
   * @param secret the rest of the line: ASCII without line end
   */
  public void sendSecret(String shown, byte[] secret) throws SmtpException {
    ByteBuffer room = room(Phase.AUTH, shown.length() + secret.length + LINE_END.length);
    Exchange exchange = new Exchange();
    long start = position();
    room.put(shown.getBytes(StandardCharsets.US_ASCII)).put(secret).put(LINE_END);
    due().add(Phase.AUTH, Item.COMMAND, 0, null, start, position(), exchange);
    try {
      events.on(new SessionEvent.CommandSent(exchange, shown + Redaction.MARK));
      flush();
    } finally {
      out.wipe();
    }
  }

  /**
   * Expects replies to the end of the content. Call {@link #ensureUnanswered()} before the end is
   * sent.
   *
   * @param more whether these come after the reply to the last chunk, which is already expected
   */
  public void expect(int count, boolean more, Item item, ReplyReceiver receiver) {
    boolean begins = !more && events.isWatching();
    Exchange exchange = begins ? new Exchange() : null;
    long start = position();
    for (int i = 0; i < count; i++) {
      due().add(Phase.END_OF_DATA, item, 0, receiver, start, start, i == 0 ? exchange : null);
    }
    if (exchange != null) {
      events.on(new SessionEvent.ContentBegun(exchange));
    }
  }

  private ByteBuffer room(Phase phase, int bytes) throws SmtpException {
    ensureUsable();
    in.ensureInStep();
    out.phase(phase);
    try {
      return out.room(bytes);
    } catch (IOException e) {
      throw writeFailed(e);
    }
  }

  /**
   * Fails if the server has replied before the end of the content: that reply would be taken for
   * the final one. It is kept as a {@linkplain #salvaged() salvaged} reply.
   */
  public void ensureUnanswered() throws SmtpException {
    in.ensureUnanswered();
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
    SmtpException failure = Failure.of(e, out.phase(), waits, transport, chunks);
    SmtpException ended = in.salvage();
    return fail(ended == null ? failure : ended);
  }

  /** Returns the due replies that could still be read after a write failed, in order. */
  public List<Reply> salvaged() {
    return in.salvaged();
  }

  // --- replies

  /** Reads the greeting, a reply without a command. */
  public Reply greeting() throws SmtpException {
    due().add(Phase.GREETING, Item.COMMAND, 0, null, 0, 0, null);
    return reply();
  }

  /**
   * Reads the next due reply, whatever its code except 421.
   *
   * @throws SmtpServerDisconnectedException if it is 421, or the server closed the connection
   */
  public Reply reply() throws SmtpException {
    return in.next(due().phase());
  }

  /**
   * Reads the reply to a command that is one line.
   *
   * @throws SmtpProtocolException if the reply asks for more: the server would take the next
   *     command for that
   */
  public Reply completion() throws SmtpException {
    Reply reply = reply();
    if (reply.isIntermediate()) {
      throw in.outOfStep(Failure.asksForMore(reply));
    }
    return reply;
  }

  /** Reads the next due reply, which the server has no reason to delay, within a shorter limit. */
  public Reply promptReply() throws SmtpException {
    return in.prompt(due().phase());
  }

  /**
   * Fails if one more reply comes after the last one. Waits until the server closes, or a limit.
   */
  public void ensureLast() throws SmtpException {
    in.ensureLast();
  }

  /** Returns, without waiting, whether bytes have arrived that were not returned as a reply. */
  public boolean hasInput() throws SmtpException {
    return in.hasInput();
  }

  /**
   * Closes the connection because of a reply after which the others do not matter, unless an
   * acceptance that was read already contradicts it.
   *
   * @return the failure
   */
  public SmtpException failAfterRefusal(SmtpException failure) {
    return in.failAfterRefusal(failure);
  }

  /** Returns whether bytes were read that were not returned as a reply. */
  public boolean hasLeftover() {
    return in.hasLeftover();
  }

  /**
   * Fails if the server has sent more than the replies that were due: one of them was one too many,
   * and it is not known which. Only what was read already is looked at, so this costs nothing.
   */
  public void ensureNothingLeft() throws SmtpException {
    in.ensureNothingLeft();
  }

  /** Returns whether each reply so far can belong to the command that it was taken for. */
  public boolean isInStep() {
    return in.isInStep();
  }

  /** Closes the connection because the replies no longer belong to what they were taken for. */
  public SmtpProtocolException outOfStep(String why) {
    return in.outOfStep(why);
  }

  /** Returns what hides the secrets that were sent on this connection. */
  public Redaction redaction() {
    return redaction;
  }

  // --- TLS

  /** Fails if plaintext has arrived that would be taken for a reply over TLS. */
  public void ensureSilentBeforeTls() throws SmtpException {
    if (in.hasInput()) {
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

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  // --- failure and end

  /** Fails if the connection is closed, or this thread was interrupted. */
  public void ensureUsable() throws SmtpException {
    lifecycle.ensureUsable(out.phase());
  }

  private SmtpException failed(IOException cause, Phase phase) {
    boolean idle = phase == Phase.COMMAND && due().isEmpty();
    return fail(
        idle
            ? Failure.whileIdle(cause, waits, transport)
            : Failure.of(cause, phase, waits, transport, chunks));
  }

  /**
   * Closes the connection because of a failure, and returns the failure for the caller to throw.
   */
  public <E extends SmtpException> E fail(E failure) {
    return lifecycle.fail(failure);
  }

  /** Closes the connection without QUIT. Listeners receive the cause given first. */
  public void close(@Nullable SmtpException cause) {
    lifecycle.close(cause);
  }

  /**
   * Ends an operation of the session. If replies are still due, because of an unexpected exception,
   * the connection is closed: they would be taken for replies to the next operation.
   */
  public void settle() {
    if (!due().isEmpty() || !out.isEmpty() || !isOpen()) {
      close(null);
    }
    releaseBuffers();
  }

  /** Releases the buffers until the next operation. */
  public void releaseBuffers() {
    out.releaseBuffer();
    in.releaseBuffer();
  }

  /** Ends TLS, if it is in use, and closes the connection. */
  public void closeAfterQuit() {
    try {
      waits.during(Phase.QUIT, transport.link()::closeNotify);
    } catch (IOException | RuntimeException e) {
      // The server has answered QUIT, so this does not matter any more.
    } finally {
      close(null);
    }
  }

  /** Closes the connection from another thread; the thread that uses it gets an exception. */
  public void abort() {
    waits.watch().abort();
  }
}
