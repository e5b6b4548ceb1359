package smtp.core;

import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import smtp.api.AsciiDomain;
import smtp.api.ChannelBinding;
import smtp.api.Credentials;
import smtp.api.Extension;
import smtp.api.SessionListener;
import smtp.api.Timeouts;
import smtp.api.TlsMode;
import smtp.api.TlsOptions;
import smtp.api.spi.SaslMechanismProvider;
import smtp.api.spi.TlsProvider;
import smtp.core.internal.net.Dialer;
import smtp.core.internal.net.ServerAddress;
import smtp.core.internal.net.SocketDialer;
import smtp.core.internal.net.TcpDialer;
import smtp.core.internal.net.UnixDialer;
import smtp.core.internal.session.Dialect;
import smtp.core.internal.session.SendOptions;
import smtp.core.internal.session.SessionOptions;

/**
 * The options that the clients of this library share. Extended by its own clients only.
 *
 * <p>Not safe for use by several threads; the client that is built is.
 *
 * @param <B> the builder itself
 */
public abstract class ClientBuilder<B extends ClientBuilder<B>> {

  private final Set<Extension> disabled = new HashSet<>();
  private final List<Supplier<? extends SessionListener>> listeners = new ArrayList<>();
  private final ClientTls tls = new ClientTls();
  private final ClientLogin login = new ClientLogin();
  private @Nullable TlsMode tlsMode;
  private @Nullable Duration deadline;
  private @Nullable String ehloName;
  private @Nullable String serverName;
  private @Nullable SocketConnector connector;
  private @Nullable InetSocketAddress source;
  private Timeouts timeouts = Timeouts.rfc5321();
  private boolean allOrNone;
  private boolean carryOn;
  private boolean confirmBeforeEnd;
  private int windowMessages = SendOptions.DEFAULT.windowMessages();
  private long windowBytes = SendOptions.DEFAULT.windowBytes();
  private boolean addressesHidden;

  /** For the clients of this library. */
  protected ClientBuilder() {}

  /** Returns this builder as what it is. */
  protected abstract B self();

  /** Authenticates each session with these credentials. */
  public B credentials(Credentials clientCredentials) {
    login.credentials(clientCredentials);
    return self();
  }

  /**
   * Lets credentials travel over a connection that is not under TLS, for whoever listens to read.
   * Without this a client refuses to, on loopback too; Unix sockets are the exception.
   */
  public B allowUnencryptedCredentials() {
    login.allowUnencryptedCredentials();
    return self();
  }

  /** Adds a SASL mechanism, which comes before one of the same name that is found. */
  public B mechanism(SaslMechanismProvider provider) {
    login.mechanism(provider);
    return self();
  }

  /**
   * Uses these SASL mechanisms only, whatever else the server offers. Which one of them is still
   * the library's choice, whatever their order here.
   *
   * @param names such as {@code SCRAM-SHA-256}
   * @throws IllegalArgumentException if no mechanism can have such a name
   */
  public B onlyMechanisms(String... names) {
    login.onlyMechanisms(names);
    return self();
  }

  /**
   * Sets whether the login has to be bound to the TLS connection; the default is {@link
   * ChannelBinding#PREFERRED}. Binding needs a TLS provider or Java runtime that can: the JDK can
   * from version 25 on.
   */
  public B channelBinding(ChannelBinding binding) {
    login.channelBinding(binding);
    return self();
  }

  /**
   * Lets a login be bound to the server's certificate ({@code tls-server-end-point}, RFC 5929)
   * where there is nothing better, as below Java 25. Not the default: servers are known that break
   * on it, and it does not tell two connections to the same server apart.
   */
  public B allowServerEndPointBinding() {
    login.allowServerEndPointBinding();
    return self();
  }

  /**
   * Tells the SASL mechanisms something, such as the bounds of SCRAM's iteration count.
   *
   * @param name a name that the mechanism's module documents
   */
  public B mechanismOption(String name, String value) {
    login.mechanismOption(name, value);
    return self();
  }

  /**
   * Sends the first response of a SASL exchange when the server asks for it and not with the AUTH
   * command, for a server that does not understand it there.
   */
  public B withoutInitialResponse() {
    login.withoutInitialResponse();
    return self();
  }

  /**
   * Sets when to use TLS. The default is {@link TlsMode#IMPLICIT} on port 465, {@link TlsMode#NONE}
   * on loopback and Unix sockets, and {@link TlsMode#STARTTLS}, required, everywhere else.
   */
  public B tls(TlsMode mode) {
    this.tlsMode = mode;
    return self();
  }

  /** Sets what the TLS provider is told; the default is {@link TlsOptions#defaults()}. */
  public B tlsOptions(TlsOptions options) {
    tls.options(options);
    return self();
  }

  /**
   * Trusts the certificates in a PEM file, and no others; the rest of the options is the default.
   */
  public B trust(Path pem) {
    return tlsOptions(TlsOptions.builder().trust(pem).build());
  }

  /**
   * Uses this context rather than one from a provider. Names are checked all the same, and the
   * versions allowed are those of the options.
   */
  public B sslContext(SSLContext context) {
    tls.context(context);
    return self();
  }

  /** Uses this TLS provider rather than one that is found. */
  public B tlsProvider(TlsProvider provider) {
    tls.provider(provider);
    return self();
  }

  /**
   * Uses the TLS provider of this name among those that are found. If none is asked for it is the
   * JDK's, {@code JSSE}, or the only one there is.
   *
   * @throws IllegalArgumentException if none has that name
   */
  public B tlsProvider(String name) {
    tls.provider(name);
    return self();
  }

  /**
   * Sets the name that the server's certificate must have, if it is not the one to connect to.
   *
   * @throws IllegalArgumentException if it is no name: see {@link AsciiDomain#of}
   */
  public B serverName(String name) {
    this.serverName = AsciiDomain.of(name);
    return self();
  }

  /**
   * Makes connections this way: through a proxy, for instance. The server then never counts as
   * loopback, wherever the tunnel ends.
   */
  public B connector(SocketConnector socketConnector) {
    this.connector = Objects.requireNonNull(socketConnector);
    return self();
  }

  /**
   * Connects from this address of the client's. Addresses of the server of another family are then
   * left out.
   *
   * @param address an address of this machine, or the wildcard address; its port is 0 for any
   * @throws IllegalArgumentException if it is a name that was not found
   */
  public B sourceAddress(InetSocketAddress address) {
    if (address.isUnresolved()) {
      throw new IllegalArgumentException("No address was found for " + address.getHostString());
    }
    this.source = address;
    return self();
  }

  /**
   * Sets the name to say hello with: the client's own domain name, or an address literal in
   * brackets. The default is the address literal of the client's end of the connection, {@code
   * localhost} where that would mean nothing to the server: on a Unix socket and through a
   * connector.
   *
   * @param name an internationalized domain is said with A-labels
   * @throws IllegalArgumentException if it is empty or holds a blank or control character
   */
  public B ehloName(String name) {
    String ascii = AsciiDomain.of(name);
    if (ascii.isEmpty() || !ascii.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException(
          "A name to say hello with is a domain or an address literal in brackets");
    }
    this.ehloName = ascii;
    return self();
  }

  /** Sets how long each step may take; the default is {@link Timeouts#rfc5321()}. */
  public B timeouts(Timeouts limits) {
    this.timeouts = limits;
    return self();
  }

  /**
   * Sets the same limit for every step.
   *
   * @param limit more than zero, at most a day
   */
  public B timeout(Duration limit) {
    return timeouts(Timeouts.of(limit));
  }

  /**
   * Sets how long a whole {@code connect} or {@code send} may take, whatever its steps may; there
   * is no such limit by default. A client's {@code send} is connecting, the mail and the goodbye.
   *
   * @param limit more than zero
   * @throws IllegalArgumentException if it is not
   */
  public B deadline(Duration limit) {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException("A deadline is more than zero, not " + limit);
    }
    this.deadline = limit;
    return self();
  }

  /** Adds a listener, which is told of every session of the client, each on its own thread. */
  public B listener(SessionListener listener) {
    listeners.add(() -> listener);
    return self();
  }

  /**
   * Adds a listener for each session, which has a state of its own.
   *
   * @param listeners makes a listener when a session begins
   */
  public B listener(Supplier<? extends SessionListener> listeners) {
    this.listeners.add(listeners);
    return self();
  }

  /** Prints what goes over the wire, without secrets and content: see {@link TracePrinter}. */
  public B trace(PrintStream out) {
    return listener(() -> TracePrinter.of(out));
  }

  /**
   * Hides mail addresses from all listeners, traces and logs: in commands, and in replies as far as
   * they can be told.
   */
  public B hideAddresses() {
    this.addressesHidden = true;
    return self();
  }

  /** Does not use extensions even if the server offers them, because it breaks on them. */
  public B disable(Extension... extensions) {
    disabled.addAll(Arrays.asList(extensions));
    return self();
  }

  /**
   * Gives a mail up when the server refuses one of its recipients. By default it goes to those that
   * are accepted.
   */
  public B allOrNone() {
    this.allOrNone = true;
    return self();
  }

  /**
   * Sends a mail once more to the recipients that the server found too many for one transaction:
   * 452, or the older 552, without an enhanced code that says otherwise (RFC 5321, section
   * 4.5.3.1.10). Each time some recipients have to be accepted. Mails then go one by one, and a
   * content that can be written once only is not sent again. By default such recipients are
   * refused.
   */
  public B retryTooManyRecipients() {
    this.carryOn = true;
    return self();
  }

  /**
   * Sends the end of each content only when the server has said that it has all the rest, so that
   * the time in which an outcome can become unknown is the shortest there is. This costs round
   * trips: mails go one by one, and to a server that offers CHUNKING each takes two more.
   */
  public B confirmBeforeEnd() {
    this.confirmBeforeEnd = true;
    return self();
  }

  /**
   * Sets how much {@code sendAll} may have under way that the server has not answered. A larger
   * window is faster where the way to the server is long; all that is in it may become unknown, if
   * the connection is lost and the server offers CHUNKING. The default is 20 mails and 4 MiB.
   *
   * @param mails how many mails, at least 1: then each is answered before the next is taken
   * @param octets how many octets, more than 0; a single mail may have more
   * @throws IllegalArgumentException if either is less
   */
  public B pipelineWindow(int mails, long octets) {
    if (mails < 1 || octets < 1) {
      throw new IllegalArgumentException("A window has at least one mail and one octet");
    }
    this.windowMessages = mails;
    this.windowBytes = octets;
    return self();
  }

  /** Tells whether connections go straight to the server, so that loopback is what it says. */
  protected final boolean isDirect() {
    return connector == null;
  }

  /**
   * Returns what connects to a server by TCP.
   *
   * @throws IllegalStateException if the client was given a connector and a source address
   */
  @SuppressWarnings("exports") // called by the clients of this library, which see the type
  protected final Dialer dialer(ServerAddress server) {
    SocketConnector own = connector;
    if (own == null) {
      return new TcpDialer(server, source);
    }
    requireNoSource("A connector chooses the source address by itself");
    return new SocketDialer(
        limit -> own.connect(server.host(), server.port(), limit), server.toString());
  }

  /**
   * Returns what connects to a Unix socket, which it does straight.
   *
   * @throws IllegalStateException if the client was given a connector or a source address
   */
  @SuppressWarnings("exports") // called by the clients of this library, which see the type
  protected final Dialer dialer(UnixDialer socket) {
    requireNoSource("A Unix socket has no source address");
    if (connector != null) {
      throw new IllegalStateException("A Unix socket is connected to without a connector");
    }
    return socket;
  }

  private void requireNoSource(String why) {
    if (source != null) {
      throw new IllegalStateException(why + "; leave out sourceAddress");
    }
  }

  /** Returns what a session needs to know. */
  @SuppressWarnings("exports") // called by the clients of this library, which see the type
  protected final SessionOptions options(Dialect dialect, String host, TlsMode defaultTls) {
    String name = serverName == null ? host : serverName;
    return new SessionOptions(
        dialect,
        name,
        ehloName,
        tlsMode == null ? defaultTls : tlsMode,
        tls.source(name),
        login.options(),
        timeouts,
        deadline,
        sessionListeners(),
        Set.copyOf(disabled),
        new SendOptions(allOrNone, carryOn, confirmBeforeEnd, windowMessages, windowBytes));
  }

  private Supplier<SessionListener> sessionListeners() {
    List<Supplier<? extends SessionListener>> all = new ArrayList<>(listeners);
    all.add(LogListener::create);
    all.add(FlightRecording::listener);
    boolean hidden = addressesHidden;
    return () -> {
      SessionListener listener = Listeners.of(all.stream().map(Supplier::get));
      boolean heard = !SessionListener.NONE.equals(listener);
      return hidden && heard ? new HiddenAddresses(listener) : listener;
    };
  }
}
