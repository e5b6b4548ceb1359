package smtp.core;

import static java.util.Objects.requireNonNull;

import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import smtp.api.ChannelBinding;
import smtp.api.Credentials;
import smtp.api.EhloAfterLogin;
import smtp.api.Extension;
import smtp.api.SessionListener;
import smtp.api.Timeouts;
import smtp.api.TlsMode;
import smtp.api.TlsOptions;
import smtp.api.spi.SaslMechanismProvider;
import smtp.api.spi.TlsProvider;
import smtp.core.internal.client.BuilderAccess;
import smtp.core.internal.client.ClientSettings;
import smtp.core.internal.event.EventSource;
import smtp.core.internal.net.ServerAddress;
import smtp.core.internal.options.LoginOption;
import smtp.core.internal.options.MechanismName;
import smtp.core.internal.options.Option;
import smtp.core.internal.options.SendOption;
import smtp.core.internal.options.SessionOption;
import smtp.core.internal.peer.EhloName;

/**
 * Collects the options that an SMTP and an LMTP client share. Applications use the subclasses
 * {@link SmtpClient.Builder} and {@code smtp.lmtp.LmtpClient.Builder}; the class is not meant to be
 * extended outside of this library.
 *
 * <p>Every option has a safe default, so a server is all that a client needs. The options by topic:
 *
 * <ul>
 *   <li><b>Login:</b> {@link #credentials}, {@link #allowUnencryptedCredentials}
 *   <li><b>SASL mechanisms:</b> {@link #onlyMechanisms}, {@link #mechanism}, {@link
 *       #mechanismOption}, {@link #withoutInitialResponse}, {@link #channelBinding}, {@link
 *       #allowServerEndPointBinding}
 *   <li><b>TLS:</b> {@link #tls}, {@link #trust}, {@link #tlsOptions}, {@link #sslContext}, {@link
 *       #sslSocketFactory}, {@link #serverName}, {@link #tlsProvider(String)}
 *   <li><b>Connection:</b> {@link #connector}, {@link #sourceAddress}, {@link #ehloName}, {@link
 *       #disable}
 *   <li><b>Time limits:</b> {@link #timeout}, {@link #timeouts}, {@link #deadline}
 *   <li><b>Sending:</b> {@link #allOrNone}, {@link #retryTooManyRecipients}, {@link
 *       #confirmBeforeEnd}, {@link #pipelineWindow}
 *   <li><b>Logs and metrics:</b> {@link #trace}, {@link #listener(SessionListener)}, {@link
 *       #hideAddresses}
 * </ul>
 *
 * <p>Each method changes this builder and returns it. No argument may be {@code null}. A builder is
 * not safe for use by several threads; the clients it builds are.
 *
 * @param <B> the type of the builder itself
 */
public abstract class ClientBuilder<B extends ClientBuilder<B>> {

  static {
    BuilderAccess.grant(builder -> ((ClientBuilder<?>) builder).settings);
  }

  private final ClientSettings settings = new ClientSettings();

  /** Called by the builders of this library's clients. */
  protected ClientBuilder() {}

  /** Returns this builder as its own type. */
  protected abstract B self();

  private <T> B set(Option<T> option, T value) {
    settings.set(option, value);
    return self();
  }

  /** Sets the credentials that each session authenticates with. By default there are none. */
  public B credentials(Credentials credentials) {
    return set(LoginOption.CREDENTIALS, Optional.of(requireNonNull(credentials, "credentials")));
  }

  /**
   * Allows a mechanism that shows the credentials over an unencrypted connection, where others may
   * read them. By default the client refuses to do that, even on loopback, but not on Unix sockets.
   */
  public B allowUnencryptedCredentials() {
    return set(LoginOption.UNENCRYPTED_CREDENTIALS, true);
  }

  /** Adds a SASL mechanism. It takes precedence over an installed one of the same name. */
  public B mechanism(SaslMechanismProvider provider) {
    settings.mechanism(requireNonNull(provider, "provider"));
    return self();
  }

  /**
   * Allows only these SASL mechanisms, whatever the server offers. Their order has no meaning: the
   * client tries the strongest first. By default every installed mechanism is allowed.
   *
   * @param names at least one name, such as {@code SCRAM-SHA-256}
   * @throws IllegalArgumentException if there is no name, or one is not the name of a mechanism
   */
  public B onlyMechanisms(String... names) {
    if (requireNonNull(names, "names").length == 0) {
      throw new IllegalArgumentException("Allow at least one mechanism");
    }
    return set(LoginOption.ALLOWED, MechanismName.checked(names));
  }

  /**
   * Sets whether the login is bound to the TLS connection (RFC 5056). The default is {@link
   * ChannelBinding#PREFERRED}. The JDK supports channel binding from version 25, over TLS 1.3.
   */
  public B channelBinding(ChannelBinding binding) {
    return set(LoginOption.CHANNEL_BINDING, requireNonNull(binding, "binding"));
  }

  /**
   * Allows channel binding to the server's certificate ({@code tls-server-end-point}, RFC 5929) if
   * nothing better is available, as before Java 25. By default it is not used: some servers fail on
   * it, and it is the same for every connection to a server.
   */
  public B allowServerEndPointBinding() {
    return set(LoginOption.SERVER_END_POINT, true);
  }

  /**
   * Sets an option of a SASL mechanism, such as the limits of SCRAM's iteration count.
   *
   * @param name a name that the module of the mechanism documents
   */
  public B mechanismOption(String name, String value) {
    Map<String, String> all = new HashMap<>(settings.get(LoginOption.MECHANISM_OPTIONS));
    all.put(requireNonNull(name, "name"), requireNonNull(value, "value"));
    return set(LoginOption.MECHANISM_OPTIONS, Map.copyOf(all));
  }

  /**
   * Sends the initial response of a SASL exchange only after a 334 reply, for a server that does
   * not accept it as an argument of AUTH (RFC 4954, section 4).
   */
  public B withoutInitialResponse() {
    return set(LoginOption.INITIAL_RESPONSE, false);
  }

  /** Sets whether EHLO is sent again after the login. */
  public B ehloAfterLogin(EhloAfterLogin when) {
    return set(LoginOption.EHLO_AFTER_LOGIN, requireNonNull(when, "when"));
  }

  /**
   * Sets when to use TLS. The default is {@link TlsMode#IMPLICIT} on port 465, {@link TlsMode#NONE}
   * on loopback and Unix sockets, and otherwise {@link TlsMode#STARTTLS}, which is then required.
   */
  public B tls(TlsMode mode) {
    settings.tlsMode(requireNonNull(mode, "mode"));
    return self();
  }

  /**
   * Sets versions, trusted certificates and client certificate. The default is {@link
   * TlsOptions#defaults()}. Replaces what {@link #trust} has set.
   */
  public B tlsOptions(TlsOptions options) {
    settings.tls().options(requireNonNull(options, "options"));
    return self();
  }

  /**
   * Trusts only the certificates in a PEM file. Replaces what {@link #tlsOptions} has set by the
   * default options with this file.
   */
  public B trust(Path pemFile) {
    return tlsOptions(TlsOptions.builder().trust(requireNonNull(pemFile, "pemFile")).build());
  }

  /**
   * Uses this context instead of one from a TLS provider. The server's name is checked all the
   * same, and the TLS versions are those of {@link #tlsOptions}.
   */
  public B sslContext(SSLContext context) {
    settings.tls().context(requireNonNull(context, "context"));
    return self();
  }

  /**
   * Uses sockets of this factory instead of those of an SSLContext, for callers who have nothing
   * else. Otherwise as {@link #sslContext}; replaces what that has set.
   *
   * @param factory makes a socket over one that is connected; {@link #connector} makes that
   */
  public B sslSocketFactory(SSLSocketFactory factory) {
    settings.tls().socketFactory(requireNonNull(factory, "factory"));
    return self();
  }

  /** Uses this TLS provider instead of an installed one. */
  public B tlsProvider(TlsProvider provider) {
    settings.tls().provider(requireNonNull(provider, "provider"));
    return self();
  }

  /**
   * Uses the installed TLS provider with this name. The default is the JDK's, {@code JSSE}, or the
   * only one that is installed.
   *
   * @throws IllegalArgumentException if no installed provider has this name
   */
  public B tlsProvider(String name) {
    settings.tls().provider(requireNonNull(name, "name"));
    return self();
  }

  /**
   * Sets the name that the server's certificate must have. The default is the host to connect to.
   *
   * @param name a name, or an address without brackets; an internationalized name is compared as
   *     A-labels
   * @throws IllegalArgumentException if it is neither
   */
  public B serverName(String name) {
    settings.serverName(ServerAddress.serverName(requireNonNull(name, "name")));
    return self();
  }

  /**
   * Sets how to connect, such as through a proxy. The default is a TCP connection to the server.
   * With a connector the server never counts as loopback. The system properties {@code
   * socksProxyHost} and {@code socksProxyPort} are not used.
   */
  public B connector(SocketConnector connector) {
    requireNonNull(connector, "connector");
    settings.connector((host, port) -> limit -> connector.connect(host, port, limit), connector);
    return self();
  }

  /**
   * Sets the local address to connect from. Only addresses of the same family, IPv4 or IPv6, are
   * then tried on the server's side. The default is the choice of the system.
   *
   * @param address an address of this machine, or the wildcard address; port 0 means any port
   * @throws IllegalArgumentException if it is unresolved
   */
  public B sourceAddress(InetSocketAddress address) {
    requireNonNull(address, "address");
    if (address.isUnresolved()) {
      throw new IllegalArgumentException("No address was found for " + address.getHostString());
    }
    settings.source(address);
    return self();
  }

  /**
   * Sets the client's name in EHLO, HELO and LHLO: its domain name, or an address literal in
   * brackets (RFC 5321, section 4.1.4). The default is the address literal of the local address, or
   * {@code localhost} on a Unix socket and with a connector.
   *
   * @param name an internationalized domain is sent as A-labels
   * @throws IllegalArgumentException if it is neither, such as a host with a port, or an address
   *     without brackets
   */
  public B ehloName(String name) {
    String checked = EhloName.checked(requireNonNull(name, "name"));
    return set(SessionOption.EHLO_NAME, Optional.of(checked));
  }

  /**
   * Ignores extensions that the server offers, because they do not work there. May be called more
   * than once; the extensions add up.
   */
  public B disable(Extension... extensions) {
    Set<Extension> all = new HashSet<>(settings.get(SessionOption.DISABLED));
    all.addAll(List.of(requireNonNull(extensions, "extensions")));
    return set(SessionOption.DISABLED, Set.copyOf(all));
  }

  /** Sets the time limit of each step. The default is {@link Timeouts#rfc5321()}. */
  public B timeouts(Timeouts timeouts) {
    return set(SessionOption.TIMEOUTS, requireNonNull(timeouts, "timeouts"));
  }

  /**
   * Sets the same time limit for every step.
   *
   * @param limit more than zero, at most a day
   * @throws IllegalArgumentException if it is out of range
   */
  public B timeout(Duration limit) {
    return timeouts(Timeouts.of(requireNonNull(limit, "limit")));
  }

  /**
   * Sets how long one call of {@code connect}, {@code open}, {@code send} or {@code data} may take
   * as a whole, in addition to the limits of its steps. By default there is no such limit.
   *
   * <p>A client's {@code send} connects, sends the message and sends QUIT within one deadline. In a
   * {@code sendAll} each message has a deadline from when it was taken, and each connect has one.
   * Past it a message is not completed. Other commands, such as {@code noop}, have only the limit
   * of their step.
   *
   * @param limit more than zero
   * @throws IllegalArgumentException if it is zero or negative
   */
  public B deadline(Duration limit) {
    requireNonNull(limit, "limit");
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException("A deadline must be more than zero, not " + limit);
    }
    return set(SessionOption.DEADLINE, Optional.of(limit));
  }

  /**
   * Sends a message only if the server accepts all its recipients. By default it is sent to those
   * that the server accepts.
   */
  public B allOrNone() {
    return set(SendOption.ALL_OR_NONE, true);
  }

  /**
   * Sends a message again, in another transaction, to recipients that were too many for one: those
   * refused with 452, or with the older 552, unless the enhanced code means something else (RFC
   * 5321, section 4.5.3.1.10). This continues as long as each transaction has accepted recipients,
   * and not for content that can be written only once. Messages are then not pipelined. By default
   * such recipients are refused.
   */
  public B retryTooManyRecipients() {
    return set(SendOption.RETRY_TOO_MANY, true);
  }

  /**
   * Sends the end of each content only after the server has confirmed what comes before it. This
   * keeps the time short in which a lost connection leaves the outcome unknown. It costs round
   * trips: messages are not pipelined, and with CHUNKING each message takes two more.
   */
  public B confirmBeforeEnd() {
    return set(SendOption.CONFIRM_BEFORE_END, true);
  }

  /**
   * Sets how much {@code sendAll} may send before the server answers it. A larger window is faster
   * if the network is slow to answer. If the connection is lost and the server offers CHUNKING, the
   * outcome of every message in the window may be unknown. The default is 20 messages and 4 MiB.
   *
   * @param messages how many messages, at least 1, which means one after the other
   * @param bytes how many bytes, at least 1; a single message may have more
   * @throws IllegalArgumentException if either is less than 1
   */
  public B pipelineWindow(int messages, long bytes) {
    if (messages < 1 || bytes < 1) {
      throw new IllegalArgumentException("A window must have at least one message and one byte");
    }
    set(SendOption.WINDOW_MESSAGES, messages);
    return set(SendOption.WINDOW_BYTES, bytes);
  }

  /**
   * Adds a listener that receives the events of all sessions of the client. Sessions on several
   * threads call it at the same time.
   */
  public B listener(SessionListener listener) {
    requireNonNull(listener, "listener");
    return listener(() -> listener);
  }

  /**
   * Adds a listener for each session, so that it can keep the state of one session.
   *
   * @param listeners called when a session begins, on its thread; returns its listener
   */
  public B listener(Supplier<? extends SessionListener> listeners) {
    EventSource events = settings.get(SessionOption.EVENTS);
    return set(SessionOption.EVENTS, events.with(requireNonNull(listeners, "listeners")));
  }

  /** Prints commands and replies, without secrets and content: see {@link Trace}. */
  public B trace(PrintStream out) {
    return listener(Trace.to(out));
  }

  /**
   * Hides email addresses from all listeners, traces and logs: in commands, and in replies where
   * they can be recognized.
   */
  public B hideAddresses() {
    return set(SessionOption.EVENTS, settings.get(SessionOption.EVENTS).hidingAddresses());
  }
}
