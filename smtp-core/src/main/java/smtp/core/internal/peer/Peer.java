package smtp.core.internal.peer;

import java.util.OptionalInt;
import java.util.Set;
import smtp.api.Capabilities;
import smtp.api.EhloAfterLogin;
import smtp.api.Extension;
import smtp.api.Phase;
import smtp.api.Reply;
import smtp.api.SmtpException;
import smtp.api.SmtpHelloException;
import smtp.api.SmtpNotSupportedException;
import smtp.api.SmtpProtocolException;
import smtp.api.SmtpReplyException;
import smtp.api.TlsMode;
import smtp.core.internal.connection.Command;
import smtp.core.internal.connection.Connection;
import smtp.core.internal.connection.Failure;
import smtp.core.internal.connection.TextCommand;
import smtp.core.internal.options.Dialect;
import smtp.core.internal.options.LoginOption;
import smtp.core.internal.options.Options;
import smtp.core.internal.options.SessionOption;
import smtp.core.internal.peer.SessionStep.Call;
import smtp.core.internal.wire.EhloParser;

/** The server at the other end of a connection, with its capabilities and the session's state. */
public final class Peer {

  private final Connection connection;
  private final Options options;
  private final Dialect dialect;
  private final ServerQuirks quirks;
  private final SessionState state = new SessionState();
  private Capabilities capabilities = Capabilities.none();
  private boolean askedAgain;

  /** Makes a peer after its greeting was read. */
  public Peer(Connection connection, Options options, ServerQuirks quirks) {
    this.connection = connection;
    this.options = options;
    this.quirks = quirks;
    this.dialect = options.get(SessionOption.DIALECT);
  }

  public Connection connection() {
    return connection;
  }

  public Options options() {
    return options;
  }

  public Dialect dialect() {
    return dialect;
  }

  public SessionState state() {
    return state;
  }

  public ServerQuirks quirks() {
    return quirks;
  }

  /** Returns what the server last offered, without the extensions that the client does not use. */
  public Capabilities capabilities() {
    return capabilities;
  }

  /** Returns whether the connection uses TLS. */
  public boolean isSecure() {
    return connection.transport().tls().isPresent();
  }

  /** Sends a one-line command and reads its reply. */
  public Reply command(Command command) throws SmtpException {
    connection.send(command);
    return connection.completion();
  }

  // --- EHLO, LHLO, HELO

  /** Sends the hello command of the dialect. */
  public Reply hello() throws SmtpException {
    state.require(Call.HELLO, dialect.hello());
    Reply reply = command(TextCommand.of(Phase.HELLO, dialect.hello() + " " + ehloName()));
    if (reply.code() == 250) {
      capabilities = usable(EhloParser.parse(reply));
    }
    if (reply.isPositive()) {
      state.helloAccepted();
    }
    return reply;
  }

  private Capabilities usable(Capabilities offered) {
    Capabilities wanted = offered.without(options.get(SessionOption.DISABLED));
    // Without TLS an attacker may have offered it, to get what it protects (RFC 8689).
    return isSecure() ? wanted : wanted.without(Set.of(Extension.REQUIRETLS));
  }

  /** Sends the hello command after the login if the client asks for it, or the server needs it. */
  public void helloAfterLogin() throws SmtpException {
    EhloAfterLogin when = options.get(LoginOption.EHLO_AFTER_LOGIN);
    boolean burl = capabilities.has(Extension.BURL) && when == EhloAfterLogin.IF_NEEDED;
    if (burl || when == EhloAfterLogin.ALWAYS) {
      helloAgain();
    }
  }

  /** Returns whether the server may offer more than it has, as it was not asked since the login. */
  public boolean mayOfferMore() {
    return options.get(LoginOption.EHLO_AFTER_LOGIN) == EhloAfterLogin.IF_NEEDED
        && state.isAuthenticated()
        && !askedAgain;
  }

  /** Sends the hello command again. If the server refuses, what it offered before stays valid. */
  public void helloAgain() throws SmtpException {
    askedAgain = true;
    hello();
  }

  /** Sends HELO. */
  public Reply helo() throws SmtpException {
    state.require(Call.HELLO, "HELO");
    Reply reply = command(TextCommand.of(Phase.HELLO, "HELO " + EhloName.domain(ehloName())));
    if (reply.isPositive()) {
      capabilities = Capabilities.none();
      state.helloAccepted();
    }
    return reply;
  }

  private String ehloName() {
    return options
        .get(SessionOption.EHLO_NAME)
        .orElseGet(() -> EhloName.of(connection.transport().link().local()));
  }

  /** Sends the hello command, unless it was sent since the connection or TLS began. */
  public void ensureHello() throws SmtpException {
    if (!state.needsHello()) {
      return;
    }
    Reply reply = hello();
    if (dialect.mayFallBack(reply.code()) && !isSecure() && !needsExtensions()) {
      reply = helo();
    }
    if (!reply.isPositive()) {
      throw new SmtpHelloException(
          "The server refused %s %s; if it refuses the name, set another with ehloName: %s"
              .formatted(dialect.hello(), ehloName(), reply),
          reply);
    }
  }

  /** Returns whether the session needs extensions, which are not available after HELO. */
  private boolean needsExtensions() {
    return options.get(LoginOption.CREDENTIALS).isPresent()
        || options.get(SessionOption.TLS_MODE) == TlsMode.STARTTLS;
  }

  // --- STARTTLS

  /** Starts TLS with STARTTLS, and returns the reply, a 220. */
  public Reply startTls() throws SmtpException {
    state.require(Call.STARTTLS, "STARTTLS");
    requireTlsPossible();
    ensureHello();
    require(Extension.STARTTLS, "The server does not offer STARTTLS; nothing was sent unencrypted");
    var layer = options.get(SessionOption.TLS).layer();
    Reply reply = command(TextCommand.STARTTLS);
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
    return reply;
  }

  private void requireTlsPossible() {
    if (isSecure()) {
      throw new IllegalStateException("The connection already uses TLS");
    }
    if (connection.transport().link().isPrivate()) {
      throw new IllegalStateException(
          "There is no TLS on a Unix socket: only its two ends can read what is sent");
    }
  }

  // --- transactions

  /**
   * Sends RSET.
   *
   * @throws SmtpProtocolException if the server refuses; the connection is closed
   */
  public Reply reset() throws SmtpException {
    Reply reply = command(TextCommand.RSET);
    requireReset(reply);
    state.wasReset();
    return reply;
  }

  /**
   * Requires that the server accepted RSET. Otherwise it might add the recipients of one message to
   * the next, so the connection is closed. (On 421 it is closed already, with its own exception.) A
   * refusal that is not of the command RSET must be of something else: a reply was one too many.
   */
  public void requireReset(Reply reply) throws SmtpException {
    if (reply.code() == 250 || reply.code() == 421) {
      return;
    }
    String why = "The server refused RSET, so the session was closed: " + reply;
    throw Failure.isOfCommand(reply)
        ? connection.fail(new SmtpProtocolException(why))
        : connection.outOfStep(why);
  }

  /**
   * Returns how many more messages the server accepts on this connection (RFC 9422), if limited.
   */
  public OptionalInt remainingMessages() {
    OptionalInt limit = capabilities.maxMessages();
    return limit.isPresent()
        ? OptionalInt.of(Math.max(0, limit.getAsInt() - state.transactions()))
        : OptionalInt.empty();
  }

  /** Returns whether the server accepts no more messages on this connection. */
  public boolean isExhausted() {
    OptionalInt limit = capabilities.maxMessages();
    return limit.isPresent() && state.transactions() >= limit.getAsInt();
  }

  /**
   * Requires an extension.
   *
   * @throws SmtpNotSupportedException with this message if the server does not offer it
   */
  public void require(Extension extension, String message) throws SmtpException {
    if (!capabilities.has(extension)) {
      throw new SmtpNotSupportedException(message, extension);
    }
  }
}
