package smtp.core.internal.session;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import smtp.api.Phase;
import smtp.api.Reply;
import smtp.api.SessionListener;
import smtp.api.SmtpException;
import smtp.api.SmtpProtocolException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.core.internal.net.ChannelBindings;
import smtp.core.internal.net.Link;
import smtp.core.internal.net.TlsLayer;
import smtp.core.internal.net.Watch;
import smtp.core.internal.wire.CommandEncoder;
import smtp.core.internal.wire.OctetSink;

/**
 * Commands out, replies in, over one connection, each wait under its time limit.
 *
 * <p>Commands are gathered in a buffer and leave with {@link #flush} or before a reply is read. An
 * {@link SmtpException} thrown here has closed the connection.
 */
final class Connection implements OctetSink {

  private static final byte[] LINE_END = {'\r', '\n'};

  private final Watch watch;
  private final Timing timing;
  private final SessionListener listener;
  private final boolean showsContent;
  private final ReplyReader replies;
  private final Outgoing out;
  private final List<Reply> lastWords = new ArrayList<>(0);
  private Link link;
  private TlsLayer.@Nullable Secured tls;
  private @Nullable Redaction redaction;
  private int outstanding;
  private volatile boolean closed;

  Connection(Link link, Watch watch, Timing timing, SessionListener listener) {
    this.link = link;
    this.watch = watch;
    this.timing = timing;
    this.listener = ClosingListener.of(listener, () -> close(null));
    this.showsContent = listener.wantsContent();
    this.replies = new ReplyReader(link, watch, timing);
    this.out = new Outgoing(link, watch, timing, this::ensureUsable);
  }

  Timing timing() {
    return timing;
  }

  SessionListener listener() {
    return listener;
  }

  Link link() {
    return link;
  }

  Optional<SSLSession> tls() {
    return Optional.ofNullable(tls).map(TlsLayer.Secured::session);
  }

  /** Returns what a login can be bound to; empty in clear. */
  Optional<ChannelBindings> channelBindings() {
    return Optional.ofNullable(tls).map(TlsLayer.Secured::bindings);
  }

  boolean isOpen() {
    return !closed && watch.verdict() == null;
  }

  /** Returns where the next octet will be among all that were put here. */
  long position() {
    return out.position();
  }

  /** Tells whether all octets in front of a position were in a write that was at least tried. */
  boolean hasTried(long position) {
    return out.hasTried(position);
  }

  /** Returns how many octets the system takes while the server reads nothing. */
  int sendBuffer() throws SmtpException {
    try {
      return link.sendBuffer();
    } catch (IOException e) {
      throw failed(e, out.phase());
    }
  }

  /** Puts a command into the buffer, or nothing of it if it is not one that may be sent. */
  void command(Phase phase, String line, int maxOctets, boolean utf8) throws SmtpException {
    CommandEncoder.encode(line, maxOctets, utf8, room(phase, maxOctets));
    outstanding++;
    listener.onCommand(line);
  }

  /** Puts a command into the buffer. */
  void command(Command command) throws SmtpException {
    command.encode(room(command.phase(), command.maxOctets()));
    outstanding++;
    if (isWatched()) {
      listener.onCommand(command.line());
    }
  }

  /** Tells whether somebody listens, so that it is worth making something for it. */
  private boolean isWatched() {
    return !SessionListener.NONE.equals(listener);
  }

  /**
   * Counts on so many replies to content. Whether the server is in step is asked {@linkplain
   * #ensureUnanswered() before its end}.
   */
  void content(int replies) {
    outstanding += replies;
  }

  /** A reply that was counted on will not come: what it would answer was not done. */
  void forgo() {
    outstanding--;
  }

  /**
   * Sends a line that is secret but for its beginning, and leaves no copy of it in the buffer.
   *
   * @param shown how the line begins
   * @param secret the rest: ASCII without line end
   */
  void secret(String shown, byte[] secret) throws SmtpException {
    room(Phase.AUTH, shown.length() + secret.length + LINE_END.length)
        .put(shown.getBytes(StandardCharsets.US_ASCII))
        .put(secret)
        .put(LINE_END);
    outstanding++;
    listener.onCommand(shown + Redaction.MARK);
    try {
      flush();
    } finally {
      out.wipe();
    }
  }

  private ByteBuffer room(Phase phase, int octets) throws SmtpException {
    prepare(phase);
    try {
      return out.room(octets);
    } catch (IOException e) {
      throw writeFailed(e);
    }
  }

  private void prepare(Phase phase) throws SmtpException {
    ensureUsable();
    if (outstanding == 0) {
      ensureInStep();
    }
    out.phase(phase);
  }

  /**
   * Refuses to go on when the server has said something that nobody asked for: the next command
   * would be given an answer that is not its own.
   */
  private void ensureInStep() throws SmtpException {
    if (hasHeard()) {
      Reply unasked = reply(Phase.QUIT);
      throw fail(
          new SmtpProtocolException("The server sent a reply that nobody asked for: " + unasked));
    }
  }

  /**
   * Refuses to end a content that the server has answered already: such an answer would be taken
   * for the one to its end. It becomes the server's last words.
   */
  void ensureUnanswered() throws SmtpException {
    if (hasHeard()) {
      Reply early = await(Phase.QUIT);
      lastWords.add(early);
      throw fail(
          lastWordsSay421()
              .orElse(
                  new SmtpProtocolException(
                      "The server answered in the middle of the content: " + early)));
    }
  }

  private boolean hasHeard() throws SmtpException {
    try {
      return replies.hasHeard();
    } catch (IOException e) {
      throw failed(e, Phase.COMMAND);
    }
  }

  /** Takes octets of the content, to be sent when the buffer is full. */
  @Override
  public void write(byte[] octets, int offset, int length) throws SmtpException {
    out.phase(Phase.CONTENT);
    if (showsContent) {
      listener.onContentBytes(ByteBuffer.wrap(octets, offset, length).slice().asReadOnlyBuffer());
    }
    try {
      out.write(octets, offset, length);
    } catch (IOException e) {
      throw writeFailed(e);
    }
  }

  /** Sends what is in the buffer. */
  void flush() throws SmtpException {
    try {
      out.flush();
    } catch (IOException e) {
      throw writeFailed(e);
    }
  }

  private SmtpException writeFailed(IOException e) {
    SmtpException failure = Failure.of(e, out.phase(), watch, timing, tlsLayer());
    // The server may have said why before it closed: that is worth more than a broken pipe.
    readLastWords();
    return fail(lastWordsSay421().orElse(failure));
  }

  private void readLastWords() {
    while (lastWords.size() < outstanding && isOpen()) {
      try {
        lastWords.add(replies.read(Phase.QUIT));
      } catch (IOException e) {
        return;
      }
    }
  }

  private Optional<SmtpException> lastWordsSay421() {
    return lastWords.stream()
        .filter(reply -> reply.code() == 421)
        .findFirst()
        .map(Failure::disconnectedBy);
  }

  /**
   * Returns the replies to outstanding commands, in order, that could still be read when a write
   * failed.
   */
  List<Reply> lastWords() {
    return lastWords;
  }

  /**
   * Reads the next reply, whatever it says but 421.
   *
   * @throws SmtpServerDisconnectedException if it is 421, or there is none
   */
  Reply reply(Phase phase) throws SmtpException {
    long start = isWatched() ? System.nanoTime() : 0;
    Reply reply = next(phase);
    outstanding = Math.max(0, outstanding - 1);
    if (outstanding == 0) {
      out.answered();
    }
    if (redaction != null) {
      reply = redaction.scrub(reply);
    }
    if (isWatched()) {
      listener.onReply(redaction == null ? reply : redaction.shown(reply), since(start));
    }
    if (reply.code() == 421) {
      throw fail(Failure.disconnectedBy(reply));
    }
    return reply;
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Reads the greeting, to which there was no command. */
  Reply greeting() throws SmtpException {
    outstanding = 1;
    return reply(Phase.GREETING);
  }

  /**
   * Reads the next reply, to a command that is done with it.
   *
   * @throws SmtpProtocolException if the server asks for more: whatever is sent next it would take
   *     for that
   */
  Reply conclusion(Phase phase) throws SmtpException {
    Reply reply = reply(phase);
    if (reply.isIntermediate()) {
      throw fail(
          new SmtpProtocolException("The server asks for more where there is no more: " + reply));
    }
    return reply;
  }

  /** Nothing is sent as long as there is a reply to be read: more may go out with it. */
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

  /** Begins an exchange of secrets, which the listener does not see; {@code null} ends it. */
  void redact(@Nullable Redaction secrets) {
    redaction = secrets;
  }

  /** Refuses to go on to TLS when something came in clear that would be taken for said in TLS. */
  void ensureSilentBeforeTls() throws SmtpException {
    if (hasHeard()) {
      throw fail(
          new SmtpProtocolException(
              "The server sent text in clear behind its answer to STARTTLS; somebody may be"
                  + " tampering with the connection"));
    }
  }

  /** Puts the connection under TLS. What the server said in clear no longer counts. */
  void secure(TlsLayer layer) throws SmtpException {
    Socket socket = Objects.requireNonNull(link.socket(), "no TLS on a Unix socket");
    long start = System.nanoTime();
    watch.arm(timing.until(Phase.TLS));
    try {
      TlsLayer.Secured secured = layer.secure(socket, link.local() != null);
      link = secured.link();
      out.over(link);
      replies.over(link);
      tls = secured;
    } catch (IOException | RuntimeException e) {
      throw fail(Failure.ofHandshake(e, watch, timing, layer));
    } finally {
      watch.disarm();
    }
    listener.onTls(tls.session().getProtocol(), tls.session().getCipherSuite(), since(start));
  }

  /** Makes sure that the connection is there, and that nobody wants this thread to end. */
  void ensureUsable() throws SmtpException {
    if (!isOpen()) {
      throw fail(closed ? Failure.ofClosed(watch) : Failure.ofStruck(out.phase(), watch, timing));
    }
    if (Thread.currentThread().isInterrupted()) {
      throw fail(Failure.interrupted(out.phase()));
    }
  }

  private @Nullable TlsLayer tlsLayer() {
    return tls == null ? null : tls.layer();
  }

  private SmtpException failed(IOException cause, Phase phase) {
    SmtpException failure = Failure.of(cause, phase, watch, timing, tlsLayer());
    return fail(redaction == null ? failure : redaction.scrub(failure));
  }

  /** Closes the connection because of a failure, and returns the failure, to be thrown. */
  SmtpException fail(SmtpException failure) {
    close(failure);
    return failure;
  }

  /**
   * Closes the connection without a word, for a reason if there is one. The first reason counts.
   */
  void close(@Nullable SmtpException cause) {
    if (!closed) {
      closed = true;
      watch.release();
      listener.onClosed(cause);
    }
  }

  /**
   * Ends a step of the session: if replies are still due, because something unforeseen was thrown,
   * they would be taken for those of the next step.
   */
  void settle() {
    if (outstanding > 0 || !out.isEmpty() || !isOpen()) {
      close(null);
    }
    rest();
  }

  /** Gives the buffers up until the next step. */
  void rest() {
    out.rest();
    replies.rest();
  }

  /** Says goodbye at the level of TLS, and closes the connection. */
  void closeInPeace() {
    watch.arm(timing.until(Phase.QUIT));
    try {
      link.closeNotify();
    } catch (IOException e) {
      // The server was told QUIT and has answered: nothing depends on this any more.
    }
    close(null);
  }

  /** Closes the connection from another thread; the one that uses it finds out by itself. */
  void abort() {
    watch.abort();
  }
}
