package smtp.core.internal.peer;

import java.util.OptionalInt;
import java.util.Set;
import smtp.api.Capabilities;
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
import smtp.core.internal.connection.TextCommand;
import smtp.core.internal.options.Dialect;
import smtp.core.internal.options.LoginOption;
import smtp.core.internal.options.Options;
import smtp.core.internal.options.SessionOption;
import smtp.core.internal.peer.SessionStep.Call;
import smtp.core.internal.wire.EhloParser;

/** The server at the other end of a connection, and what is known of it. */
public final class Peer {

  private final Connection connection;
  private final Options options;
  private final Dialect dialect;
  private final SessionState state = new SessionState();
  private Capabilities capabilities = Capabilities.none();

  /** Makes a peer whose greeting was read. */
  public Peer(Connection connection, Options options) {
    this.connection = connection;
    this.options = options;
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

  /** Returns what the server offered last, without what the client does not use. */
  public Capabilities capabilities() {
    return capabilities;
  }

  /** Returns whether the connection is under TLS. */
  public boolean isSecure() {
    return connection.transport().tls().isPresent();
  }

  /** Sends a command that is complete with its reply. */
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
    // Without TLS anybody could have offered it, and would get what it is to protect (RFC 8689).
    return isSecure() ? wanted : wanted.without(Set.of(Extension.REQUIRETLS));
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

  /** Sends the hello command if it was not sent since the connection, or TLS, began. */
  public void ensureHello() throws SmtpException {
    if (!state.needsHello()) {
      return;
    }
    Reply reply = hello();
    if (dialect.mayFallBack(reply.code()) && !isSecure() && !needsExtensions()) {
      reply = helo();
    }
    if (!reply.isPositive()) {
      throw new SmtpHelloException("The server refused " + dialect.hello() + ": " + reply, reply);
    }
  }

  /** Returns whether a session is of use only with extensions that HELO would not bring. */
  private boolean needsExtensions() {
    return options.get(LoginOption.CREDENTIALS).isPresent()
        || options.get(SessionOption.TLS_MODE) == TlsMode.STARTTLS;
  }

  // --- STARTTLS

  /** Starts TLS with STARTTLS. */
  public void startTls() throws SmtpException {
    state.require(Call.STARTTLS, "STARTTLS");
    requireTlsPossible();
    ensureHello();
    require(
        Extension.STARTTLS, "The server does not offer STARTTLS, and nothing was sent unencrypted");
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
  }

  private void requireTlsPossible() {
    if (isSecure()) {
      throw new IllegalStateException("The connection is under TLS already");
    }
    if (connection.transport().link().isPrivate()) {
      throw new IllegalStateException(
          "There is no TLS over a Unix socket: nobody can listen there");
    }
  }

  // --- transactions

  /**
   * Sends RSET.
   *
   * @throws SmtpProtocolException if the server refuses: the connection was closed
   */
  public Reply reset() throws SmtpException {
    Reply reply = command(TextCommand.RSET);
    requireReset(reply);
    state.wasReset();
    return reply;
  }

  /**
   * Requires that a reply to RSET says that it was done. Otherwise the server would mix the
   * recipients of one message into the next, so the connection is closed. (On 421 it is closed
   * already, and that is told.)
   */
  public void requireReset(Reply reply) throws SmtpException {
    if (reply.code() != 250 && reply.code() != 421) {
      throw connection.fail(
          new SmtpProtocolException("The server refused RSET, so the session is closed: " + reply));
    }
  }

  /** Returns how many more messages the server takes on this connection (RFC 9422), if limited. */
  public OptionalInt remainingMessages() {
    OptionalInt limit = capabilities.maxMessages();
    return limit.isPresent()
        ? OptionalInt.of(Math.max(0, limit.getAsInt() - state.transactions()))
        : OptionalInt.empty();
  }

  /** Returns whether the server has had as many messages as it takes on one connection. */
  public boolean isExhausted() {
    OptionalInt limit = capabilities.maxMessages();
    return limit.isPresent() && state.transactions() >= limit.getAsInt();
  }

  /**
   * Requires an extension.
   *
   * @throws SmtpNotSupportedException with the message, if the server does not offer it
   */
  public void require(Extension extension, String message) throws SmtpException {
    if (!capabilities.has(extension)) {
      throw new SmtpNotSupportedException(message, extension);
    }
  }
}
