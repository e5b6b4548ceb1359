package smtp.core.internal.session;

import static java.util.Objects.requireNonNull;

import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import smtp.api.Capabilities;
import smtp.api.Content;
import smtp.api.Credentials;
import smtp.api.Extension;
import smtp.api.Mail;
import smtp.api.MailSession;
import smtp.api.Mailbox;
import smtp.api.Parameter;
import smtp.api.Phase;
import smtp.api.Recipient;
import smtp.api.Reply;
import smtp.api.SendListener;
import smtp.api.SendResult;
import smtp.api.SmtpException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.api.spi.SaslMechanism;
import smtp.core.internal.connection.Connection;
import smtp.core.internal.connection.TextCommand;
import smtp.core.internal.login.AuthOffer;
import smtp.core.internal.login.Authenticator;
import smtp.core.internal.peer.OwnVerbs;
import smtp.core.internal.peer.PathCommand;
import smtp.core.internal.peer.Peer;
import smtp.core.internal.peer.SessionState;
import smtp.core.internal.peer.SessionStep.Call;
import smtp.core.internal.send.ContentCommand;
import smtp.core.internal.send.Flight;
import smtp.core.internal.send.MessageQueue;
import smtp.core.internal.send.MessageSender;

/** A session with the commands that SMTP and LMTP share, used by one thread at a time. */
public abstract class Session implements MailSession {

  private final Connection connection;
  private final Peer peer;
  private final SessionState state;
  private final Reply greeting;
  private final Flight flight;
  private final AtomicBoolean busy = new AtomicBoolean();
  private @Nullable MessageSender sender;
  private boolean lostWhileBinding;

  /** Makes a session of a connection whose greeting was read. */
  protected Session(Greeted greeted) {
    this.peer = greeted.peer();
    this.greeting = greeted.greeting();
    this.connection = peer.connection();
    this.state = peer.state();
    this.flight = new Flight(connection, peer.quirks());
  }

  /** The body of a method of a session, run while this thread owns the session. */
  @FunctionalInterface
  protected interface Verb<T extends @Nullable Object> {
    /** Runs it. */
    T run() throws SmtpException;
  }

  /** Runs a verb as the only user of the session. */
  protected final <T extends @Nullable Object> T exclusively(Verb<T> verb) throws SmtpException {
    enter();
    try {
      return verb.run();
    } catch (SmtpException e) {
      throw connection.server().named(e);
    } finally {
      leave();
    }
  }

  /**
   * Runs an exchange in which providers take part. An error in their code leaves client and server
   * at different points of it, so the connection is closed.
   */
  private <T extends @Nullable Object> T withProviders(Verb<T> exchange) throws SmtpException {
    try {
      return exchange.run();
    } catch (Error e) {
      connection.close(null);
      throw e;
    }
  }

  private void enter() {
    if (!busy.compareAndSet(false, true)) {
      throw new IllegalStateException(
          "The session is in use: only one thread may use it at a time, and its listeners may not");
    }
  }

  private void leave() {
    try {
      connection.settle();
    } finally {
      busy.set(false);
    }
  }

  @Override
  public final Reply greeting() {
    return greeting;
  }

  @Override
  public final Capabilities capabilities() {
    return peer.capabilities();
  }

  @Override
  public final boolean isOpen() {
    return connection.isOpen();
  }

  @Override
  public final boolean isSecure() {
    return peer.isSecure();
  }

  @Override
  public final OptionalInt remainingMessages() {
    return peer.remainingMessages();
  }

  @Override
  public final boolean isReusable() {
    return isOpen() && state.allowsSend() && !peer.isExhausted() && !state.isLimitReached();
  }

  /** Returns the server. */
  protected final Peer peer() {
    return peer;
  }

  @Override
  public final Reply startTls() throws SmtpException {
    return exclusively(() -> withProviders(peer::startTls));
  }

  @Override
  public final void authenticate(Credentials credentials) throws SmtpException {
    requireNonNull(credentials, "credentials");
    authenticate(authenticator -> authenticator.authenticate(credentials));
  }

  @Override
  public final void authenticate(String mechanism, Credentials credentials) throws SmtpException {
    requireNonNull(mechanism, "mechanism");
    requireNonNull(credentials, "credentials");
    authenticate(authenticator -> authenticator.authenticate(mechanism, credentials));
  }

  @Override
  public final void authenticate(String name, SaslMechanism mechanism) throws SmtpException {
    requireNonNull(mechanism, "mechanism");
    try (mechanism) {
      requireNonNull(name, "name");
      authenticate(authenticator -> authenticator.authenticate(name, mechanism));
    }
  }

  /** A way to authenticate. */
  @FunctionalInterface
  interface Proof {
    void with(Authenticator authenticator) throws SmtpException;
  }

  private void authenticate(Proof proof) throws SmtpException {
    exclusively(() ->
        this.<@Nullable Void>withProviders(() -> {
          authenticateVerb(proof);
          return null;
        }));
  }

  final void authenticateVerb(Proof proof) throws SmtpException {
    state.require(Call.AUTH, "AUTH");
    state.requireNotAuthenticated();
    peer.ensureHello();
    AuthOffer.require(peer.capabilities(), isSecure(), peer.options());
    Authenticator authenticator =
        new Authenticator(connection, peer.capabilities(), peer.options());
    try {
      proof.with(authenticator);
    } finally {
      lostWhileBinding = authenticator.lostWhileBinding();
    }
    state.authenticated();
  }

  /** Returns whether the connection was lost during a login with channel binding. */
  final boolean lostWhileBinding() {
    return lostWhileBinding;
  }

  @Override
  public final Reply mail(Mailbox sender, Parameter... parameters) throws SmtpException {
    requireNonNull(sender, "sender");
    requireNonNull(parameters, "parameters");
    return exclusively(() -> {
      state.require(Call.MAIL, "MAIL");
      peer.ensureHello();
      return mailVerb(sender, List.of(parameters));
    });
  }

  private Reply mailVerb(Mailbox sender, List<Parameter> parameters) throws SmtpException {
    PathCommand.requireOfMail(parameters);
    boolean utf8 = !sender.hasAsciiLocalPart() || parameters.contains(Parameter.smtpUtf8());
    PathCommand mail = PathCommand.mail(sender, parameters, utf8, capabilities());
    if (state.isUnfinished()) {
      peer.reset();
    }
    state.transactionBegins();
    Reply reply = peer.command(mail);
    if (reply.isPositive()) {
      state.senderAccepted(utf8);
    }
    return reply;
  }

  @Override
  public final Reply rcpt(Recipient recipient) throws SmtpException {
    requireNonNull(recipient, "recipient");
    return exclusively(() -> {
      state.require(Call.RCPT, "RCPT");
      Reply reply = peer.command(PathCommand.rcpt(recipient, state.isUtf8(), capabilities()));
      if (reply.isPositive()) {
        state.recipientAccepted();
      }
      return reply;
    });
  }

  /** Sends DATA and the content, and reads as many final replies as the dialect has. */
  protected final List<Reply> dataVerb(Content content) throws SmtpException {
    requireNonNull(content, "content");
    state.require(Call.DATA, "DATA");
    connection.timing().begin();
    state.contentBegins();
    try {
      int replies = peer.dialect().finalReplies(state.acceptedRecipients());
      List<Reply> all = new ContentCommand(connection, flight).send(content, replies);
      state.contentEnded();
      return all;
    } finally {
      connection.timing().end();
    }
  }

  @Override
  public final SendResult send(Mail message) throws SmtpException {
    requireNonNull(message, "message");
    // Without exclusively(), whose lambda would be one more object for each message.
    enter();
    try {
      return sender().send(message);
    } catch (SmtpException e) {
      throw connection.server().named(e);
    } finally {
      leave();
    }
  }

  /** Sends the last message of the session; QUIT may be sent with it. */
  final SendResult sendLast(Mail message) throws SmtpException {
    return exclusively(() -> sender().sendLast(message));
  }

  private MessageSender sender() {
    if (sender == null) {
      sender = new MessageSender(peer, flight);
    }
    return sender;
  }

  @Override
  public final void sendAll(Iterator<? extends Mail> messages, SendListener listener)
      throws SmtpException {
    requireNonNull(messages, "messages");
    requireNonNull(listener, "listener");
    sendQueue(messages, (mail, result, failure, begun) -> listener.onResult(mail, result, failure));
  }

  /** Sends messages, and reports with the result of each whether its content was read. */
  final void sendQueue(Iterator<? extends Mail> messages, MessageQueue.Outcomes outcomes)
      throws SmtpException {
    exclusively(() -> {
      new MessageQueue(peer, flight, outcomes).sendAll(messages);
      return null;
    });
  }

  @Override
  public final Reply rset() throws SmtpException {
    return exclusively(peer::reset);
  }

  @Override
  public final Reply noop() throws SmtpException {
    return exclusively(() -> peer.command(TextCommand.NOOP));
  }

  @Override
  public final Reply verify(String text) throws SmtpException {
    requireNonNull(text, "text");
    return exclusively(() -> withText("VRFY", text));
  }

  @Override
  public final Reply expand(String text) throws SmtpException {
    requireNonNull(text, "text");
    return exclusively(() -> withText("EXPN", text));
  }

  private Reply withText(String verb, String text) throws SmtpException {
    peer.ensureHello();
    boolean utf8 = text.chars().anyMatch(c -> c >= 0x80);
    if (utf8) {
      peer.require(
          Extension.SMTPUTF8,
          "The server does not offer SMTPUTF8, which an argument that is not ASCII needs");
    }
    String line = verb + " " + text + (utf8 ? " SMTPUTF8" : "");
    return peer.command(new TextCommand(Phase.COMMAND, line, utf8));
  }

  @Override
  public final Reply help() throws SmtpException {
    return exclusively(() -> peer.command(TextCommand.HELP));
  }

  @Override
  public final Reply help(String topic) throws SmtpException {
    requireNonNull(topic, "topic");
    return exclusively(() -> peer.command(TextCommand.of(Phase.COMMAND, "HELP " + topic)));
  }

  @Override
  public final Reply command(String line) throws SmtpException {
    OwnVerbs.refuse(requireNonNull(line, "line"));
    return exclusively(() -> {
      connection.send(TextCommand.of(Phase.COMMAND, line));
      // The caller alone knows whether an intermediate reply makes sense.
      return connection.reply();
    });
  }

  @Override
  public final Reply quit() throws SmtpException {
    return exclusively(this::quitVerb);
  }

  private Reply quitVerb() throws SmtpException {
    connection.send(TextCommand.QUIT);
    Reply reply;
    try {
      reply = connection.reply();
    } catch (SmtpServerDisconnectedException e) {
      return e.reply().orElseThrow(() -> e); // a 421 ends the session as well
    }
    connection.closeAfterQuit();
    return reply;
  }

  @Override
  public final void close() {
    if (!busy.compareAndSet(false, true)) {
      connection.abort();
      // If the abort has already ended the other thread's verb, this thread closes the connection;
      // otherwise the other thread does in leave().
      if (!busy.compareAndSet(false, true)) {
        return;
      }
    }
    try {
      if (isOpen()) {
        connection.timing().begin(MessageSender.CLOSE_LIMIT);
        quitVerb();
      }
    } catch (SmtpException e) {
      // The connection is closed below anyway.
    } finally {
      connection.close(null);
      busy.set(false);
    }
  }
}
