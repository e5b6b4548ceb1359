package smtp.core.internal.session;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
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
import smtp.api.SmtpHelloException;
import smtp.api.SmtpNotSupportedException;
import smtp.api.SmtpProtocolException;
import smtp.api.SmtpReplyException;
import smtp.api.spi.SaslMechanism;
import smtp.core.internal.wire.CommandEncoder;
import smtp.core.internal.wire.EhloParser;

/** The verbs that SMTP and LMTP share, for one thread at a time. */
public abstract class Session implements MailSession {

  /** How long closing may take. */
  static final Duration LEAVE_TAKING = Duration.ofSeconds(5);

  private final Connection connection;
  private final SessionOptions options;
  private final Reply greeting;
  private final AtomicBoolean busy = new AtomicBoolean();
  private final SessionState state = new SessionState();
  private final Flight flight;
  private Capabilities capabilities = Capabilities.none();
  private @Nullable MailSender single;
  private boolean lostWhileBinding;

  /** Makes a session out of a connection whose greeting was read. */
  protected Session(Greeted greeted) {
    this.connection = greeted.connection();
    this.options = greeted.options();
    this.greeting = greeted.greeting();
    this.flight = new Flight(connection);
  }

  /** A step of a session, run by the one thread that owns it for that long. */
  @FunctionalInterface
  protected interface Step<T extends @Nullable Object> {
    /** Runs the step. */
    T run() throws SmtpException;
  }

  /** Runs a step, and refuses a second thread. */
  protected final <T extends @Nullable Object> T exclusively(Step<T> step) throws SmtpException {
    enter();
    try {
      return step.run();
    } finally {
      leave();
    }
  }

  private void enter() {
    if (!busy.compareAndSet(false, true)) {
      throw new IllegalStateException(
          "The session is in use; a session is for one thread at a time, and not for its"
              + " listeners");
    }
  }

  private void leave() {
    connection.settle();
    busy.set(false);
  }

  @Override
  public final Reply greeting() {
    return greeting;
  }

  @Override
  public final Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public final boolean isOpen() {
    return connection.isOpen();
  }

  @Override
  public final boolean isSecure() {
    return connection.tls().isPresent();
  }

  @Override
  public final OptionalInt remainingMessages() {
    OptionalInt limit = capabilities.maxMessages();
    return limit.isPresent()
        ? OptionalInt.of(Math.max(0, limit.getAsInt() - state.mails()))
        : OptionalInt.empty();
  }

  @Override
  public final boolean isReusable() {
    return isOpen() && state.allowsSend() && !isExhausted();
  }

  final Connection connection() {
    return connection;
  }

  final SessionOptions options() {
    return options;
  }

  /** Says the hello verb of the dialect. */
  protected final Reply helloVerb() throws SmtpException {
    state.requireNoTransaction(options.dialect().hello());
    Reply reply = command(Phase.HELLO, options.dialect().hello() + " " + ehloName());
    if (reply.code() == 250) {
      capabilities = usable(EhloParser.parse(reply));
    }
    if (reply.isPositive()) {
      state.helloAccepted();
    }
    return reply;
  }

  private Capabilities usable(Capabilities offered) {
    Capabilities wanted = offered.without(options.disabled());
    // In clear anybody could have offered it, and would get what it is to protect (RFC 8689).
    return isSecure() ? wanted : wanted.without(Set.of(Extension.REQUIRETLS));
  }

  /** Says HELO. */
  protected final Reply heloVerb() throws SmtpException {
    state.requireNoTransaction("HELO");
    Reply reply = command(Phase.HELLO, "HELO " + EhloName.domain(ehloName()));
    if (reply.isPositive()) {
      capabilities = Capabilities.none();
      state.helloAccepted();
    }
    return reply;
  }

  private String ehloName() {
    String name = options.ehloName();
    return name != null ? name : EhloName.of(connection.link().local());
  }

  /** Says hello if that was not done since the connection, or TLS, began. */
  final void ensureHello() throws SmtpException {
    if (!state.needsHello()) {
      return;
    }
    Reply reply = helloVerb();
    boolean fallBack = options.dialect().mayFallBack(reply.code()) && !isSecure();
    if (fallBack && !options.needsExtensions()) {
      reply = heloVerb();
    }
    if (!reply.isPositive()) {
      throw new SmtpHelloException(
          "The server refused " + options.dialect().hello() + ": " + reply, reply);
    }
  }

  @Override
  public final void startTls() throws SmtpException {
    exclusively(() -> {
      startTlsVerb();
      return null;
    });
  }

  final void startTlsVerb() throws SmtpException {
    state.requireNoTransaction("STARTTLS");
    if (isSecure() || connection.link().isPrivate()) {
      throw new IllegalStateException(
          isSecure()
              ? "The connection is under TLS already"
              : "There is no TLS over a Unix socket: nobody can listen there");
    }
    ensureHello();
    require(
        Extension.STARTTLS, "The server does not offer STARTTLS, and nothing was sent in clear");
    var layer = options.tls().layer();
    Reply reply = command(Phase.TLS, "STARTTLS");
    if (reply.isTransient() || reply.isPermanent()) {
      throw new SmtpReplyException("The server refused STARTTLS: " + reply, reply);
    }
    if (reply.code() != 220) {
      throw connection.fail(
          new SmtpProtocolException(
              "The server answered STARTTLS with neither 220 nor a refusal: " + reply));
    }
    connection.ensureSilentBeforeTls();
    connection.secure(layer);
    capabilities = Capabilities.none();
    state.tlsBegan();
  }

  @Override
  public final void authenticate(Credentials credentials) throws SmtpException {
    authenticate(authenticator -> authenticator.authenticate(credentials));
  }

  @Override
  public final void authenticate(String mechanism, Credentials credentials) throws SmtpException {
    authenticate(authenticator -> authenticator.authenticate(mechanism, credentials));
  }

  @Override
  public final void authenticate(String name, SaslMechanism mechanism) throws SmtpException {
    try (mechanism) {
      authenticate(authenticator -> authenticator.authenticate(name, mechanism));
    }
  }

  /** A way to authenticate. */
  @FunctionalInterface
  interface Proof {
    void with(Authenticator authenticator) throws SmtpException;
  }

  private void authenticate(Proof proof) throws SmtpException {
    exclusively(() -> {
      authenticateVerb(proof);
      return null;
    });
  }

  final void authenticateVerb(Proof proof) throws SmtpException {
    state.requireNoTransaction("AUTH");
    state.requireNotAuthenticated();
    ensureHello();
    require(Extension.AUTH, "The server does not offer AUTH" + (isSecure() ? "" : " without TLS"));
    Authenticator authenticator = new Authenticator(connection, capabilities, options);
    try {
      proof.with(authenticator);
    } finally {
      lostWhileBinding = authenticator.lostWhileBinding();
    }
    state.authenticated();
  }

  /** Tells whether the connection was lost at a login that was to be bound to it. */
  final boolean lostWhileBinding() {
    return lostWhileBinding;
  }

  @Override
  public final Reply mail(Mailbox reversePath, Parameter... parameters) throws SmtpException {
    return exclusively(() -> {
      state.requireNoTransaction("MAIL");
      ensureHello();
      return mailVerb(reversePath, List.of(parameters));
    });
  }

  private Reply mailVerb(Mailbox reversePath, List<Parameter> parameters) throws SmtpException {
    requireParametersOfMail(parameters);
    boolean utf8 = !reversePath.hasAsciiLocalPart() || parameters.contains(Parameter.smtpUtf8());
    PathCommand mail = PathCommand.mail(reversePath, parameters, utf8, capabilities);
    if (state.isUnfinished()) {
      reset();
    }
    state.mailBegins();
    Reply reply = command(mail);
    if (reply.isPositive()) {
      state.senderAccepted(utf8);
    }
    return reply;
  }

  private static void requireParametersOfMail(List<Parameter> parameters) {
    for (Parameter parameter : parameters) {
      if (!parameter.belongsTo(Parameter.Verb.MAIL)) {
        throw new IllegalArgumentException(parameter + " is not a parameter of MAIL");
      }
    }
  }

  @Override
  public final Reply rcpt(Recipient recipient) throws SmtpException {
    return exclusively(() -> {
      state.requireSender();
      Reply reply = command(PathCommand.rcpt(recipient, state.isUtf8(), capabilities));
      if (reply.isPositive()) {
        state.recipientAccepted();
      }
      return reply;
    });
  }

  private Reply command(PathCommand command) throws SmtpException {
    connection.command(command);
    return connection.conclusion(command.phase());
  }

  /** Sends DATA and the content, and reads the replies to its end: as many as the dialect has. */
  protected final List<Reply> dataVerb(Content content) throws SmtpException {
    state.requireRecipient();
    connection.timing().begin();
    state.contentBegins();
    try {
      int replies = options.dialect().finalReplies(state.acceptedRecipients());
      List<Reply> all = new DataCommand(connection).send(content, replies);
      state.contentEnded();
      return all;
    } finally {
      connection.timing().end();
    }
  }

  @Override
  public final SendResult send(Mail mail) throws SmtpException {
    return send(mail, false);
  }

  /** Sends a mail that is the last of the session: QUIT may go out with it. */
  final SendResult sendLast(Mail mail) throws SmtpException {
    return send(mail, true);
  }

  /** By itself, as a step would be one more object for each mail. */
  private SendResult send(Mail mail, boolean last) throws SmtpException {
    enter();
    try {
      return singleSender().send(mail, last);
    } finally {
      leave();
    }
  }

  private MailSender singleSender() {
    if (single == null) {
      single = new MailSender(this, state, flight, (mail, result, failure) -> {});
    }
    return single;
  }

  @Override
  public final void sendAll(Iterator<? extends Mail> mails, SendListener listener)
      throws SmtpException {
    exclusively(() -> {
      new MailSender(this, state, flight, listener).sendAll(mails);
      return null;
    });
  }

  @Override
  public final Reply rset() throws SmtpException {
    return exclusively(this::reset);
  }

  /** Sends RSET. A server that does not do it would mix one mail's recipients into the next. */
  final Reply reset() throws SmtpException {
    Reply reply = command(Phase.COMMAND, "RSET");
    if (reply.code() != 250) {
      throw connection.fail(
          new SmtpProtocolException("The server refused RSET, so the session is closed: " + reply));
    }
    state.wasReset();
    return reply;
  }

  @Override
  public final Reply noop() throws SmtpException {
    return exclusively(() -> command(Phase.COMMAND, "NOOP"));
  }

  @Override
  public final Reply verify(String text) throws SmtpException {
    return exclusively(() -> withText("VRFY", text));
  }

  @Override
  public final Reply expand(String text) throws SmtpException {
    return exclusively(() -> withText("EXPN", text));
  }

  private Reply withText(String verb, String text) throws SmtpException {
    ensureHello();
    boolean utf8 = text.chars().anyMatch(c -> c >= 0x80);
    if (utf8) {
      require(Extension.SMTPUTF8, "The server does not offer SMTPUTF8, which this argument needs");
    }
    String line = verb + " " + text + (utf8 ? " SMTPUTF8" : "");
    connection.command(Phase.COMMAND, line, CommandEncoder.MAX_LINE, utf8);
    return connection.conclusion(Phase.COMMAND);
  }

  @Override
  public final Reply help() throws SmtpException {
    return exclusively(() -> command(Phase.COMMAND, "HELP"));
  }

  @Override
  public final Reply help(String topic) throws SmtpException {
    return exclusively(() -> command(Phase.COMMAND, "HELP " + topic));
  }

  @Override
  public final Reply command(String line) throws SmtpException {
    OwnVerbs.refuse(line);
    return exclusively(() -> {
      put(Phase.COMMAND, line);
      // Only the caller knows what there may be more of.
      return connection.reply(Phase.COMMAND);
    });
  }

  /** Says a command that is done with its reply. */
  final Reply command(Phase phase, String line) throws SmtpException {
    put(phase, line);
    return connection.conclusion(phase);
  }

  private void put(Phase phase, String line) throws SmtpException {
    connection.command(phase, line, CommandEncoder.MAX_LINE, false);
  }

  @Override
  public final Reply quit() throws SmtpException {
    return exclusively(this::quitVerb);
  }

  private Reply quitVerb() throws SmtpException {
    put(Phase.QUIT, "QUIT");
    Reply reply = connection.reply(Phase.QUIT);
    connection.closeInPeace();
    return reply;
  }

  @Override
  public final void close() {
    if (!busy.compareAndSet(false, true)) {
      connection.abort();
      if (!busy.compareAndSet(false, true)) {
        return;
      }
    }
    try {
      if (isOpen()) {
        connection.timing().begin(LEAVE_TAKING);
        quitVerb();
      }
    } catch (SmtpException e) {
      // The session was to be closed, and is.
    } finally {
      connection.close(null);
      busy.set(false);
    }
  }

  /** Tells whether the server has had as many mails as it takes on one connection (RFC 9422). */
  final boolean isExhausted() {
    OptionalInt remaining = remainingMessages();
    return remaining.isPresent() && remaining.getAsInt() == 0;
  }

  final void require(Extension extension, String message) throws SmtpException {
    if (!capabilities.has(extension)) {
      throw new SmtpNotSupportedException(message, extension);
    }
  }
}
