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
import smtp.core.internal.client.BuilderAccess;
import smtp.core.internal.client.ClientSettings;
import smtp.core.internal.event.EventSource;
import smtp.core.internal.options.LoginOption;
import smtp.core.internal.options.MechanismName;
import smtp.core.internal.options.Option;
import smtp.core.internal.options.SendOption;
import smtp.core.internal.options.SessionOption;

/**
 * The options that the clients of this library share. Extended by its own clients only.
 *
 * <p>Not safe for use by several threads; the client that is built is.
 *
 * @param <B> the builder itself
 */
public abstract class ClientBuilder<B extends ClientBuilder<B>> {

  static {
    BuilderAccess.grant(builder -> ((ClientBuilder<?>) builder).settings);
  }

  private final ClientSettings settings = new ClientSettings();

  /** Makes a builder of one of this library's clients. */
  protected ClientBuilder() {}

  /** Returns this builder as its own type. */
  protected abstract B self();

  private <T> B set(Option<T> option, T value) {
    settings.set(option, value);
    return self();
  }

  /** Authenticates each session with these credentials. */
  public B credentials(Credentials clientCredentials) {
    return set(LoginOption.CREDENTIALS, Optional.of(clientCredentials));
  }

  /**
   * Lets credentials travel over a connection that is not under TLS, for whoever listens to read.
   * Without this a client refuses to, on loopback too; Unix sockets are the exception.
   */
  public B allowUnencryptedCredentials() {
    return set(LoginOption.UNENCRYPTED_CREDENTIALS, true);
  }

  /** Adds a SASL mechanism, which comes before one of the same name that is found. */
  public B mechanism(SaslMechanismProvider provider) {
    settings.mechanism(requireNonNull(provider, "provider"));
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
    if (names.length == 0) {
      throw new IllegalArgumentException("Allow at least one mechanism");
    }
    return set(LoginOption.ALLOWED, MechanismName.checked(names));
  }

  /**
   * Sets whether the login has to be bound to the TLS connection; the default is {@link
   * ChannelBinding#PREFERRED}. Binding needs a TLS provider or Java runtime that can: the JDK can
   * from version 25 on.
   */
  public B channelBinding(ChannelBinding binding) {
    return set(LoginOption.CHANNEL_BINDING, requireNonNull(binding, "binding"));
  }

  /**
   * Lets a login be bound to the server's certificate ({@code tls-server-end-point}, RFC 5929)
   * where there is nothing better, as below Java 25. Not the default: servers are known that break
   * on it, and it does not tell two connections to the same server apart.
   */
  public B allowServerEndPointBinding() {
    return set(LoginOption.SERVER_END_POINT, true);
  }

  /**
   * Tells the SASL mechanisms something, such as the bounds of SCRAM's iteration count.
   *
   * @param name a name that the mechanism's module documents
   */
  public B mechanismOption(String name, String value) {
    Map<String, String> all = new HashMap<>(settings.get(LoginOption.MECHANISM_OPTIONS));
    all.put(requireNonNull(name, "name"), requireNonNull(value, "value"));
    return set(LoginOption.MECHANISM_OPTIONS, Map.copyOf(all));
  }

  /**
   * Sends the first response of a SASL exchange when the server asks for it and not with the AUTH
   * command, for a server that does not understand it there.
   */
  public B withoutInitialResponse() {
    return set(LoginOption.INITIAL_RESPONSE, false);
  }

  /**
   * Sets when to use TLS. The default is {@link TlsMode#IMPLICIT} on port 465, {@link TlsMode#NONE}
   * on loopback and Unix sockets, and {@link TlsMode#STARTTLS}, required, everywhere else.
   */
  public B tls(TlsMode mode) {
    settings.tlsMode(requireNonNull(mode, "mode"));
    return self();
  }

  /** Sets what the TLS provider is told; the default is {@link TlsOptions#defaults()}. */
  public B tlsOptions(TlsOptions options) {
    settings.tls().options(requireNonNull(options, "options"));
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
    settings.tls().context(requireNonNull(context, "context"));
    return self();
  }

  /** Uses this TLS provider rather than one that is found. */
  public B tlsProvider(TlsProvider provider) {
    settings.tls().provider(requireNonNull(provider, "provider"));
    return self();
  }

  /**
   * Uses the TLS provider of this name among those that are found. If none is asked for it is the
   * JDK's, {@code JSSE}, or the only one there is.
   *
   * @throws IllegalArgumentException if none has that name
   */
  public B tlsProvider(String name) {
    settings.tls().provider(requireNonNull(name, "name"));
    return self();
  }

  /**
   * Sets the name that the server's certificate must have, if it is not the one to connect to.
   *
   * @throws IllegalArgumentException if it is no name: see {@link AsciiDomain#of}
   */
  public B serverName(String name) {
    settings.serverName(AsciiDomain.of(name));
    return self();
  }

  /**
   * Makes connections this way: through a proxy, for instance. The server then never counts as
   * loopback, wherever the tunnel ends.
   */
  public B connector(SocketConnector socketConnector) {
    requireNonNull(socketConnector, "socketConnector");
    settings.connector((host, port) -> limit -> socketConnector.connect(host, port, limit));
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
    settings.source(address);
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
    return set(SessionOption.EHLO_NAME, Optional.of(ascii));
  }

  /** Sets how long each step may take; the default is {@link Timeouts#rfc5321()}. */
  public B timeouts(Timeouts limits) {
    return set(SessionOption.TIMEOUTS, requireNonNull(limits, "limits"));
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
    return set(SessionOption.DEADLINE, Optional.of(limit));
  }

  /** Adds a listener, which is told of every session of the client, each on its own thread. */
  public B listener(SessionListener listener) {
    requireNonNull(listener, "listener");
    return listener(() -> listener);
  }

  /**
   * Adds a listener for each session, which has a state of its own.
   *
   * @param listeners makes a listener when a session begins
   */
  public B listener(Supplier<? extends SessionListener> listeners) {
    EventSource events = settings.get(SessionOption.EVENTS);
    return set(SessionOption.EVENTS, events.with(requireNonNull(listeners, "listeners")));
  }

  /** Prints what goes over the wire, without secrets and content: see {@link Trace}. */
  public B trace(PrintStream out) {
    return listener(Trace.to(out));
  }

  /**
   * Hides mail addresses from all listeners, traces and logs: in commands, and in replies as far as
   * they can be told.
   */
  public B hideAddresses() {
    return set(SessionOption.EVENTS, settings.get(SessionOption.EVENTS).hidingAddresses());
  }

  /** Does not use extensions even if the server offers them, because it breaks on them. */
  public B disable(Extension... extensions) {
    Set<Extension> all = new HashSet<>(settings.get(SessionOption.DISABLED));
    all.addAll(List.of(extensions));
    return set(SessionOption.DISABLED, Set.copyOf(all));
  }

  /**
   * Gives a mail up when the server refuses one of its recipients. By default it goes to those that
   * are accepted.
   */
  public B allOrNone() {
    return set(SendOption.ALL_OR_NONE, true);
  }

  /**
   * Sends a mail once more to the recipients that the server found too many for one transaction:
   * 452, or the older 552, without an enhanced code that says otherwise (RFC 5321, section
   * 4.5.3.1.10). Each time some recipients have to be accepted. Mails then go one by one, and a
   * content that can be written once only is not sent again. By default such recipients are
   * refused.
   */
  public B retryTooManyRecipients() {
    return set(SendOption.RETRY_TOO_MANY, true);
  }

  /**
   * Sends the end of each content only when the server has said that it has all the rest, so that
   * the time in which an outcome can become unknown is the shortest there is. This costs round
   * trips: mails go one by one, and to a server that offers CHUNKING each takes two more.
   */
  public B confirmBeforeEnd() {
    return set(SendOption.CONFIRM_BEFORE_END, true);
  }

  /**
   * Sets how much {@code sendAll} may have under way that the server has not answered. A larger
   * window is faster where the way to the server is long; all that is in it may become unknown, if
   * the connection is lost and the server offers CHUNKING. The default is 20 mails and 4 MiB.
   *
   * @param messages how many messages, at least 1: then each is answered before the next is taken
   * @param bytes how many bytes, more than 0; a single message may have more
   * @throws IllegalArgumentException if either is less
   */
  public B pipelineWindow(int messages, long bytes) {
    if (messages < 1 || bytes < 1) {
      throw new IllegalArgumentException("A window has at least one message and one byte");
    }
    set(SendOption.WINDOW_MESSAGES, messages);
    return set(SendOption.WINDOW_BYTES, bytes);
  }
}
